import Postgres
import RedisClient

/// What a cache holds of one key, for whoever wants to look.
public struct CacheInspection: Sendable {
    /// A value in the memory of this process.
    public struct Memory: Sendable {
        public let age: Duration
        /// Until it is read anew; negative when that is due.
        public let expiresIn: Duration
        /// Whether no tag of it has been invalidated since it was read.
        public let isCurrent: Bool
        /// Whether it says that there is no value.
        public let isNegative: Bool
        /// An estimate.
        public let bytes: Int
        public let loadTime: Duration
        public let tags: [String]
    }

    /// A value in Redis.
    public struct Redis: Sendable {
        public let age: Duration
        public let loadTime: Duration
        public let isNegative: Bool
        /// As it was encoded.
        public let payload: [UInt8]
    }

    public let kind: String
    /// Its name in Redis.
    public let name: String
    public let memory: Memory?
    public let redis: Redis?
}

extension QueryCache {
    /// What there is of a key. One for each kind of that name that has been used in this
    /// process; kinds may share a name.
    public func inspect(kind: String, key: CacheKey) async -> [CacheInspection] {
        var found: [CacheInspection] = []
        for (number, state) in numberedKinds where state.name == kind {
            let name = CanonicalName.of(kind: kind, version: state.version, key)
            let entry = known(EntryKey(kind: number, key: key))
            let redis = state.isShared ? await remote?.stored(name) : nil
            found.append(
                CacheInspection(kind: kind, name: name, memory: entry.map(inspected), redis: redis.map(inspected)))
        }
        return found
    }

    private func inspected(_ entry: CacheEntry) -> CacheInspection.Memory {
        let now = clock.now
        return CacheInspection.Memory(
            age: .nanoseconds(entry.lifetime.age(at: now)), expiresIn: .nanoseconds(entry.lifetime.expiresAt - now),
            isCurrent: generations.isCurrent(entry.generations), isNegative: entry.isNegative, bytes: entry.weight,
            loadTime: .nanoseconds(entry.loadTime), tags: entry.tags.map(\.name))
    }

    private func inspected(_ entry: RemoteEntry) -> CacheInspection.Redis {
        CacheInspection.Redis(
            age: .milliseconds(max(0, WallClock.milliseconds - entry.readAt)), loadTime: .nanoseconds(entry.loadTime),
            isNegative: entry.isNegative, payload: entry.payload)
    }
}

extension RemoteTier {
    /// What Redis has, current or not; nil also when it can't be asked.
    func stored(_ name: String) async -> RemoteEntry? {
        guard let term = trust.connection,
            let bytes = try? await client.on(term.server).get(names.entry(name))
        else { return nil }
        return RemoteEntry(bytes)
    }
}
