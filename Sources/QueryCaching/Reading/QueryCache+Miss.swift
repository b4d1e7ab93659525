import Postgres
import PostgresDatabase

extension QueryCache {
    func missed<Value>(
        _ kind: CacheKind<Value>, _ key: EntryKey, _ known: CacheEntry?, tags: [CacheTag],
        _ load: @escaping @Sendable () async throws -> Value
    ) async throws -> Read<Value> {
        let state = state(of: kind)
        try check(kind, key, tags)
        if let known, let entry = degraded(known), let read = Read<Value>(entry) { return read }
        do {
            return try await joined(kind, key, known, tags: tags, state, load)
        } catch  where Self.isUnavailable(error) {
            if let known, let entry = lastResort(known), let read = Read<Value>(entry) { return read }
            throw error
        }
    }

    private func joined<Value>(
        _ kind: CacheKind<Value>, _ key: EntryKey, _ known: CacheEntry?, tags: [CacheTag], _ state: KindState,
        _ load: @escaping @Sendable () async throws -> Value
    ) async throws -> Read<Value> {
        let entry: CacheEntry
        switch flights.board(
            key, in: generations, isJoinable: { isJoinable($0, state) },
            { makeFlight(tags, state, isRefresh: false) })
        {
        case .joined(let other):
            // The other's turn may come only when this one's has ended.
            if !LoadsUnderWay.current.isEmpty, !other.isLoading {
                other.forgo()
                state.count(\.misses)
                return Read(value: try await LoadsUnderWay.adding([key]) { try await load() }, entry: nil)
            }
            entry = try await other.outcome()
            count(other, entry, state)
        case .leads(let own):
            if let landed = landed(key, since: known, own) {
                entry = landed
                break
            }
            entry = try await lead(own, Load(kind: kind, key: key, state: state, known: known, perform: load))
        case .full:
            throw tooManyLoads
        }
        guard let read = Read<Value>(entry) else {
            throw CacheError(.invalidConfiguration, "Two kinds of data have the same number: \(kind.name).")
        }
        return read
    }

    /// What another's load has put into memory between this caller's look there and its turn to load.
    private func landed(_ key: EntryKey, since known: CacheEntry?, _ flight: Flight) -> CacheEntry? {
        guard let entry = self.known(key), entry !== known, serve(entry, at: clock.now) != nil else { return nil }
        flights.leave(key, flight)
        flight.finish(.success(entry))
        return entry
    }

    /// The first caller looks into Redis itself, which costs no task; only a load is one of its own, since it goes on
    /// without its caller.
    private func lead<Value>(_ flight: Flight, _ load: Load<Value>) async throws -> CacheEntry {
        let look = await look(load, flight)
        if Task.isCancelled, look == nil {
            // Its command was given up. Others may wait.
            begin(flight, load)
        } else if let entry = land(look, load, flight) {
            count(flight, entry, load.state)
            return entry
        } else {
            begin(flight, load, after: look)
        }
        let entry = try await flight.outcome()
        count(flight, entry, load.state)
        return entry
    }

    func check<Value>(_ kind: CacheKind<Value>, _ key: EntryKey, _ tags: [CacheTag]) throws(CacheError) {
        guard !tags.isEmpty else {
            throw CacheError(.noTags, "A value of \(kind.name) was asked for without a tag. Name what it is read from.")
        }
        guard !LoadsUnderWay.contains(key) else {
            throw CacheError(
                .recursiveLoad,
                "The load of a value of \(kind.name) asked for the same value. Read it from the database.")
        }
    }

    func count(_ flight: Flight, _ entry: CacheEntry, _ state: KindState) {
        if flight.isRemote { state.servedRemote(age: entry.lifetime.age(at: clock.now)) } else { state.count(\.misses) }
    }

    var tooManyLoads: CacheError {
        CacheError(.tooManyLoads, "\(configuration.maxLoads) values are being loaded already; try again later.")
    }

    /// Whether a load may be joined that has begun already. While nobody can say what has happened since, as after a pause
    /// of this process, only for a short time.
    func isJoinable(_ flight: Flight, _ state: KindState) -> Bool {
        let now = clock.now
        if verification.covers(flight.evidence.epoch, at: now) { return true }
        return now - flight.begun < state.policy.degradedAge.inNanoseconds
    }

    func makeFlight(_ tags: [CacheTag], _ state: KindState, isRefresh: Bool) -> Flight {
        // The epoch first: what is lost in between makes the generations unverified.
        let epoch = verification.currentEpoch
        let evidence = Evidence(tags: tags, generations: generations.capture(tags), epoch: epoch)
        let now = clock.now
        return Flight(
            evidence, isRefresh: isRefresh, begun: now,
            deadline: now.advancedClamping(by: state.policy.loadTimeout.inNanoseconds))
    }

    func refresh<Value>(
        _ kind: CacheKind<Value>, _ key: EntryKey, _ known: CacheEntry, tags: [CacheTag],
        _ load: @escaping @Sendable () async throws -> Value
    ) {
        guard !tags.isEmpty,
            let flight = flights.boardRefresh(key, in: generations, { makeFlight(tags, known.kind, isRefresh: true) })
        else { return }
        begin(flight, Load(kind: kind, key: key, state: known.kind, known: known, perform: load))
    }
}
