import Postgres

extension QueryCache {
    /// The values of several keys: what is in neither tier is loaded at once.
    ///
    /// ```swift
    /// let names = try await cache.values(Kinds.userName, for: ids) { id in
    ///     (CacheKey(id), [.user(id)])
    /// } load: { missing in
    ///     try await users.names(of: missing)
    /// }
    /// ```
    ///
    /// One round trip to Redis, and one load for all that is missing, except for what others are loading already: that is
    /// waited for. What `load` has no value for is missing from the result, and isn't remembered: give a kind of optional
    /// values nil to remember it.
    ///
    /// - Throws: what `load` throws, and what ``value(_:key:tags:load:)`` throws.
    public func values<Key: Hashable & Sendable, Value>(
        _ kind: CacheKind<Value>, for keys: [Key], _ place: (Key) -> (key: CacheKey, tags: [CacheTag]),
        load: @escaping @Sendable ([Key]) async throws -> [Key: Value]
    ) async throws -> [Key: Value] {
        let state = state(of: kind)
        var found: [Key: Value] = [:]
        var waits: [(key: Key, flight: Flight)] = []
        var led: [LedKey<Key, Value>] = []
        var missing: [(key: Key, full: EntryKey, tags: [CacheTag], known: CacheEntry?)] = []
        for key in Set(keys) {
            let (name, tags) = place(key)
            let full = EntryKey(kind: kind.number, key: name)
            let known = self.known(full)
            if let known, let value = known.value(Value.self) {
                let serving = serve(known, at: clock.now)
                if serving == .andRefresh {
                    refresh(kind, full, known, tags: CacheTag.canonical(tags)) { try await Self.one(key, load) }
                }
                if serving != nil || degraded(known) != nil {
                    found[key] = value
                    continue
                }
            }
            // Before any of them is begun.
            try check(kind, full, tags)
            missing.append((key, full, CacheTag.canonical(tags), known))
        }
        var isFull = false
        for (key, full, tags, known) in missing {
            switch flights.board(
                full, in: generations, isJoinable: { isJoinable($0, state) },
                { makeFlight(tags, state, isRefresh: false) })
            {
            case .joined(let flight): waits.append((key, flight))
            case .leads(let flight):
                waits.append((key, flight))
                led.append(LedKey(key: key, full: full, flight: flight, known: known))
            case .full: isFull = true
            }
        }
        if !led.isEmpty { begin(led, kind, state, load) }
        var rest = waits[...]
        // An error of one: nobody waits for the others.
        defer { for (_, flight) in rest { flight.forgo() } }
        if isFull { throw tooManyLoads }
        let known = Dictionary(missing.map { ($0.key, $0.known) }, uniquingKeysWith: { $1 })
        while let (key, flight) = rest.popFirst() {
            do {
                let entry = try await flight.outcome()
                count(flight, entry, state)
                found[key] = entry.value(Value.self)
            } catch is NoSuchValue {
                state.count(\.misses)
            } catch  where Self.isUnavailable(error) {
                guard let entry = (known[key] ?? nil).flatMap(lastResort) else { throw error }
                found[key] = entry.value(Value.self)
            }
        }
        return found
    }

    private static func one<Key: Hashable & Sendable, Value>(
        _ key: Key, _ load: @escaping @Sendable ([Key]) async throws -> [Key: Value]
    ) async throws -> Value {
        guard let value = try await load([key])[key] else { throw NoSuchValue() }
        return value
    }

    private func begin<Key: Hashable & Sendable, Value>(
        _ led: [LedKey<Key, Value>], _ kind: CacheKind<Value>, _ state: KindState,
        _ load: @escaping @Sendable ([Key]) async throws -> [Key: Value]
    ) {
        let task = Flight.task {
            do {
                try await self.perform(led, kind, state, load)
            } catch {
                state.count(\.failedLoads)
                for led in led {
                    self.flights.leave(led.full, led.flight)
                    led.flight.finish(.failure(error))
                }
            }
        }
        // The last one that is given up ends it for all.
        let wanted = Countdown(led.count)
        for led in led { led.flight.whenUnwanted { if wanted.isLast() { task.cancel() } } }
    }

    private func perform<Key: Hashable & Sendable, Value>(
        _ led: [LedKey<Key, Value>], _ kind: CacheKind<Value>, _ state: KindState,
        _ load: @escaping @Sendable ([Key]) async throws -> [Key: Value]
    ) async throws {
        let single = led.map { key in
            Load(kind: kind, key: key.full, state: state, known: key.known) { () async throws -> Value in
                throw NoSuchValue()
            }
        }
        let names = single.compactMap(\.remoteName)
        let looks =
            names.count == led.count ? await remote?.look(zip(names, led).map { ($0, $1.flight.evidence.tags) }) : nil
        var missing: [(led: LedKey<Key, Value>, load: Load<Value>, evidence: Evidence, look: RemoteLook?)] = []
        for (index, key) in led.enumerated() {
            var evidence = key.flight.evidence
            evidence.shared = looks?[index].generations
            if let entry = taken(looks?[index], evidence, single[index], key.flight) {
                publish(entry, key.full, key.flight)
                key.flight.finish(.success(entry), isRemote: true)
            } else {
                missing.append((key, single[index], evidence, looks?[index]))
            }
        }
        guard !missing.isEmpty else { return }
        let (values, begin, time) = try await LoadsUnderWay.adding(Set(missing.map(\.led.full))) {
            try await timed(state) {
                for (led, _, _, _) in missing { led.flight.gotItsTurn() }
                return try await load(missing.map(\.led.key))
            }
        }
        let share = time / Int64(missing.count)
        var stored: [(CacheEntry, Load<Value>, RemoteLook)] = []
        for (key, load, evidence, look) in missing {
            guard let value = values[key.key] else {
                flights.leave(key.full, key.flight)
                key.flight.finish(.failure(NoSuchValue()))
                continue
            }
            let entry = entry(value, key.full, kind, state, evidence, begin: begin, time: share)
            publish(entry, key.full, key.flight)
            key.flight.finish(.success(entry))
            if let look { stored.append((entry, load, look)) }
        }
        await withDiscardingTaskGroup { group in
            for (entry, load, look) in stored {
                guard let name = load.remoteName else { continue }
                group.addTask { await self.store(entry, load, name, look) }
            }
        }
    }
}

/// A key of a batch whose load the batch has to do.
private struct LedKey<Key: Sendable, Value>: Sendable {
    let key: Key
    let full: EntryKey
    let flight: Flight
    let known: CacheEntry?
}

/// The load of a batch had no value for a key.
private struct NoSuchValue: Error {}
