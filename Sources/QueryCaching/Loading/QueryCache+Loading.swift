import Postgres

extension QueryCache {
    /// Performs a load for all who wait for `flight`, from the database; `look` is what was found in Redis before.
    func begin<Value>(_ flight: Flight, _ load: Load<Value>, after look: RemoteLook?) {
        flight.begin {
            do {
                var evidence = flight.evidence
                evidence.shared = look?.generations
                let entry = try await LoadsUnderWay.adding([load.key]) { try await self.loaded(load, evidence, flight) }
                self.publish(entry, load.key, flight)
                flight.finish(.success(entry))
                if let look, let name = load.remoteName { await self.store(entry, load, name, look) }
            } catch {
                if !(error is CancellationError) { load.state.count(\.failedLoads) }
                self.flights.leave(load.key, flight)
                flight.finish(.failure(error))
            }
        }
    }

    /// As ``begin(_:_:after:)``, but looks into Redis first.
    func begin<Value>(_ flight: Flight, _ load: Load<Value>) {
        flight.begin {
            let look = await self.look(load, flight)
            guard self.land(look, load, flight) == nil else { return }
            self.begin(flight, load, after: look)
        }
    }

    /// Nil when Redis can't be asked, or values of this kind aren't there.
    func look<Value>(_ load: Load<Value>, _ flight: Flight) async -> RemoteLook? {
        guard let remote, let name = load.remoteName else { return nil }
        return await remote.look(name, flight.evidence.tags)
    }

    /// Ends a flight with what was found in Redis; nil when that isn't good enough.
    func land<Value>(_ look: RemoteLook?, _ load: Load<Value>, _ flight: Flight) -> CacheEntry? {
        var evidence = flight.evidence
        evidence.shared = look?.generations
        guard let entry = taken(look, evidence, load, flight) else { return nil }
        publish(entry, load.key, flight)
        flight.finish(.success(entry), isRemote: true)
        return entry
    }

    /// What memory or Redis held, if it is found to be current and doesn't have to be read anew.
    func taken<Value>(
        _ look: RemoteLook?, _ evidence: Evidence, _ load: Load<Value>, _ flight: Flight
    ) -> CacheEntry? {
        guard let look, let shared = look.generations else { return nil }
        let now = clock.now
        if let known = load.known, known.shared == shared, known.tags == evidence.tags, !flight.isRefresh,
            known.lifetime.phase(at: now) == .fresh
        {
            return CacheEntry(known, evidence: evidence)
        }
        guard let stored = look.entry, stored.generations == shared,
            stored.tagsHash == RemoteEntry.hash(of: evidence.tags), let codec = load.kind.codec
        else { return nil }
        guard let value = try? codec.decode(stored.payload) else {
            load.state.count(\.undecodable)
            return nil
        }
        let age = max(0, WallClock.milliseconds - stored.readAt)
        let lifetime = Lifetime(
            load.state.policy, isNegative: stored.isNegative,
            readAt: now.advancedClamping(by: -min(age, 1 << 40) * 1_000_000), loadTime: stored.loadTime,
            luck: Luck.draw())
        guard lifetime.phase(at: now) == .fresh else { return nil }
        return CacheEntry(
            value, key: load.key, kind: load.state, lifetime: lifetime, isNegative: stored.isNegative,
            evidence: evidence, weight: load.kind.size(value), loadTime: stored.loadTime, loadedAt: stored.readAt)
    }

    private func loaded<Value>(
        _ load: Load<Value>, _ evidence: Evidence, _ flight: Flight
    ) async throws -> CacheEntry {
        let (value, begin, time) = try await timed(load.state) {
            flight.gotItsTurn()
            return try await load.perform()
        }
        return entry(value, load.key, load.kind, load.state, evidence, begin: begin, time: time)
    }

    /// Performs a load when it is its turn.
    ///
    /// - Returns: what it gave, when it began, and how long it took, in nanoseconds.
    func timed<R>(_ state: KindState, _ perform: () async throws -> R) async throws -> (R, begin: Int64, time: Int64) {
        // A load within another one has a place already: waiting for a second could be waiting for itself.
        let isOutermost = !LoadsUnderWay.isNested
        if isOutermost { try await gate.enter() }
        defer { if isOutermost { gate.leave() } }
        let begin = clock.now
        let result = try await perform()
        let time = clock.now - begin
        state.loaded(in: time)
        return (result, begin, time)
    }

    func entry<Value>(
        _ value: Value, _ key: EntryKey, _ kind: CacheKind<Value>, _ state: KindState, _ evidence: Evidence,
        begin: Int64, time: Int64
    ) -> CacheEntry {
        let evidence =
            configuration.capturesLate ? makeFlight(evidence.tags, state, isRefresh: false).evidence : evidence
        let isNegative = kind.isNegative(value)
        let lifetime = Lifetime(
            state.policy, isNegative: isNegative, readAt: begin, loadTime: time, luck: Luck.draw())
        return CacheEntry(
            value, key: key, kind: state, lifetime: lifetime, isNegative: isNegative, evidence: evidence,
            weight: kind.size(value), loadTime: time,
            loadedAt: WallClock.milliseconds - lifetime.age(at: clock.now) / 1_000_000)
    }

    func publish(_ entry: CacheEntry, _ key: EntryKey, _ flight: Flight) {
        memorize(entry, key)
        flights.leave(key, flight)
    }

    func memorize(_ entry: CacheEntry, _ key: EntryKey) {
        // What has been invalidated already would only take space. Readers check for themselves.
        if generations.isCurrent(entry.generations), entry.lifetime.expiresAt > entry.lifetime.readAt {
            memory.put(
                key.hash, hash: key.hash, entry, weight: entry.weight + MemoryLayout<EntryKey>.stride,
                loadCost: LoadCost(.nanoseconds(max(0, entry.loadTime)))
            ) { discarded in
                if discarded === entry || discarded.key != key { discarded.kind.live.evicted() }
            }
        }
    }

    func store<Value>(_ entry: CacheEntry, _ load: Load<Value>, _ name: String, _ look: RemoteLook) async {
        guard let remote, let shared = entry.shared, let codec = load.kind.codec,
            generations.isCurrent(entry.generations), let value = entry.value(Value.self),
            let payload = try? codec.encode(value), payload.count <= load.state.policy.maxEncodedBytes
        else { return }
        let now = clock.now
        let left = entry.lifetime.expiresAt - now
        guard left > 1_000_000 else { return }
        let stored = RemoteEntry(
            isNegative: entry.isNegative,
            readAt: entry.loadedAt,
            loadTime: entry.loadTime, tagsHash: RemoteEntry.hash(of: entry.tags), generations: shared,
            payload: payload)
        await remote.store(name, stored, timeToLive: .nanoseconds(left), look)
    }
}
