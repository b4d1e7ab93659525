/// What happened to one kind of data since the cache was made.
public struct KindStatistics: Sendable, Equatable {
    /// Numbers that only grow.
    public struct Counts: Sendable, Equatable {
        /// Read from Redis.
        public var redisHits = 0
        /// In neither tier, so it was loaded, or somebody else's load was waited for.
        public var misses = 0
        /// Loads that gave a value, by the time they took.
        public var loads = DurationHistogram(finest: .microseconds(100))
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
        /// How old values were when they were served, by when their load began. Of those from memory one in
        /// ``KindStatistics/sampling`` is looked at.
        public var age = DurationHistogram(finest: .milliseconds(1))
    }

    /// One in so many values served from memory has its age recorded.
    public static let sampling = 16

    public let name: String
    /// Whether its values are stored in Redis, too.
    public internal(set) var isShared = false
    /// Served from memory.
    public internal(set) var memoryHits: Int
    public internal(set) var counts: Counts
    /// Values in memory, and what they take by estimate, in bytes.
    public internal(set) var entries = 0
    public internal(set) var bytes = 0
    /// Values that had to go from memory for others.
    public internal(set) var evictions = 0

    init(name: String, memoryHits: Int = 0, counts: Counts = Counts()) {
        (self.name, self.memoryHits, self.counts) = (name, memoryHits, counts)
    }

    /// Of all that was asked for, the share that needed no load. 0 when nothing was.
    public var hitRatio: Double {
        let asked = memoryHits + counts.redisHits + counts.misses
        return asked == 0 ? 0 : Double(memoryHits + counts.redisHits) / Double(asked)
    }

    /// Of kinds that share a name.
    static func + (a: KindStatistics, b: KindStatistics) -> KindStatistics {
        var sum = a
        sum.isShared = a.isShared || b.isShared
        sum.memoryHits += b.memoryHits
        sum.counts += b.counts
        sum.entries += b.entries
        sum.bytes += b.bytes
        sum.evictions += b.evictions
        return sum
    }
}

extension KindStatistics.Counts {
    static func += (sum: inout KindStatistics.Counts, other: KindStatistics.Counts) {
        sum.redisHits += other.redisHits
        sum.misses += other.misses
        sum.loads += other.loads
        sum.failedLoads += other.failedLoads
        sum.staleServes += other.staleServes
        sum.lastResortServes += other.lastResortServes
        sum.degradedServes += other.degradedServes
        sum.earlyRefreshes += other.earlyRefreshes
        sum.negativeHits += other.negativeHits
        sum.undecodable += other.undecodable
        sum.invalidatedHits += other.invalidatedHits
        sum.age += other.age
    }
}
