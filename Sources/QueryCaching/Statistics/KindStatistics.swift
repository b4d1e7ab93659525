/// What happened to one kind of data since the cache was made.
public struct KindStatistics: Sendable, Equatable {
    /// Numbers that only grow.
    public struct Counts: Sendable, Equatable {
        /// Read from Redis.
        public var redisHits = 0
        /// In neither tier, so it was loaded, or somebody else's load was waited for.
        public var misses = 0
        public var loads = 0
        /// All loads together.
        public var loadTime: Duration = .zero
        public var failedLoads = 0
        /// Served after they had expired, while they were read anew.
        public var staleServes = 0
        /// Served after they had expired, because the database couldn't be asked.
        public var lastResortServes = 0
        /// Served from memory although Redis couldn't confirm them, within the policy's degraded age.
        public var degradedServes = 0
        /// Read anew before they expired.
        public var earlyRefreshes = 0
        /// Served from memory: that there is no value.
        public var negativeHits = 0
        /// Entries in Redis that couldn't be decoded.
        public var undecodable = 0
        /// Found in memory, but no longer served because of an invalidation.
        public var invalidatedHits = 0
        public var age = AgeHistogram()
    }

    public let name: String
    /// Served from memory.
    public let memoryHits: Int
    public let counts: Counts

    /// Of all that was asked for, the share that needed no load. 0 when nothing was.
    public var hitRatio: Double {
        let asked = memoryHits + counts.redisHits + counts.misses
        return asked == 0 ? 0 : Double(memoryHits + counts.redisHits) / Double(asked)
    }
}
