import Postgres

extension QueryCache {
    /// The value of a key: from memory, from Redis, or by `load`.
    ///
    /// A value that is in memory and current is returned without suspension.
    ///
    /// - Parameters:
    ///   - key: whatever decides what `load` reads, above all whose data it is.
    ///   - tags: what `load` reads from. At least one. Not evaluated for what is in memory.
    ///   - load: reads the value. It may be executed on behalf of other callers, too, and must not depend on who asks.
    /// - Throws: what `load` throws; `CancellationError` when the task is cancelled; ``CacheError``:
    ///   `recursiveLoad`, `loadTimedOut`, `tooManyLoads`, `noTags`.
    @inlinable
    public nonisolated(nonsending) func value<Value>(
        _ kind: CacheKind<Value>, key: CacheKey = CacheKey(), tags: @autoclosure () -> [CacheTag],
        load: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let found = servable(kind.number, key)
        if let entry = found.entry, found.isServed {
            if found.wantsRefresh { refresh(kind, key, entry, tags: tags(), load) }
            if let value = entry.value(Value.self) { return value }
        }
        return try await missed(kind, key, found.entry, tags: tags(), load)
    }

    /// The value of a key if it is in memory and may be served; nil otherwise. Nothing is loaded or refreshed.
    @inlinable
    public func valueInMemory<Value>(_ kind: CacheKind<Value>, key: CacheKey = CacheKey()) -> Value? {
        let found = servable(kind.number, key)
        return found.isServed ? found.entry?.value(Value.self) : nil
    }

    /// What is in memory of a key, and whether it may be served. Apart from the functions that are specialized for
    /// their values where they are called.
    @usableFromInline
    func servable(_ kind: UInt32, _ key: CacheKey) -> (entry: CacheEntry?, isServed: Bool, wantsRefresh: Bool) {
        let now = clock.now
        guard let known = known(EntryKey(kind: kind, key: key)) else { return (nil, false, false) }
        let verdict = serve(known, at: now)
        return (known, verdict != nil, verdict == .andRefresh)
    }

    @usableFromInline
    func refresh<Value>(
        _ kind: CacheKind<Value>, _ key: CacheKey, _ known: CacheEntry, tags: [CacheTag],
        _ load: @escaping @Sendable () async throws -> Value
    ) {
        let full = EntryKey(kind: kind.number, key: key)
        refresh(kind, full, known, tags: CacheTag.canonical(tags), load)
    }

    @usableFromInline
    func missed<Value>(
        _ kind: CacheKind<Value>, _ key: CacheKey, _ known: CacheEntry?, tags: [CacheTag],
        _ load: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let full = EntryKey(kind: kind.number, key: key)
        let read: Read<Value> = try await missed(kind, full, known, tags: CacheTag.canonical(tags), load)
        return read.value
    }

    enum Serving {
        case asItIs
        case andRefresh
    }

    /// Whether a value from memory may be served, and counts it if so.
    func serve(_ entry: CacheEntry, at now: Int64) -> Serving? {
        guard generations.isCurrent(entry.generations) else {
            entry.kind.count(\.invalidatedHits)
            return nil
        }
        guard verification.covers(entry.epoch, at: now) else { return nil }
        switch entry.lifetime.phase(at: now) {
        case .fresh:
            entry.kind.hit(entry, at: now)
            if entry.isNegative { entry.kind.count(\.negativeHits) }
            return .asItIs
        case .nearEnd:
            entry.kind.hit(entry, at: now)
            if entry.isNegative { entry.kind.count(\.negativeHits) }
            guard entry.lifetime.wantsRefresh(at: now, chance: Double.random(in: 0x1p-32...1)) else { return .asItIs }
            entry.kind.count(\.earlyRefreshes)
            return .andRefresh
        case .stale:
            entry.kind.hit(entry, at: now)
            entry.kind.count(\.staleServes)
            return .andRefresh
        case .lastResort, .over: return nil
        }
    }
}

extension CacheTag {
    /// Sorted, each once.
    static func canonical(_ tags: [CacheTag]) -> [CacheTag] {
        guard tags.count > 1 else { return tags }
        if tags.count == 2, tags[0].name < tags[1].name { return tags }
        var tags = tags.sorted { $0.name < $1.name }
        var last = 0
        for index in 1..<tags.count where tags[index] != tags[last] {
            last += 1
            tags[last] = tags[index]
        }
        tags.removeSubrange((last + 1)...)
        return tags
    }
}
