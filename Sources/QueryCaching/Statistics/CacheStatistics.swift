/// What a cache holds and what has happened since it was made.
public struct CacheStatistics: Sendable {
    /// How it stands with Redis.
    public enum Redis: String, Sendable, CaseIterable {
        /// There is none.
        case none
        case disconnected
        /// Connected, but invalidations have to be made up for first.
        case recovering
        /// Connected, but it didn't answer in time: it isn't asked until it answers a heartbeat.
        case sparedByBreaker
        case used
    }

    /// By name.
    public let kinds: [KindStatistics]
    public let redis: Redis
    /// Whether what is in memory may be served without asking Redis.
    public let isVerified: Bool
    /// How often the breaker has opened.
    public let breakerTrips: Int
    /// Commands that failed or were late.
    public let redisFailures: Int
    /// Messages of Redis about invalidations of other processes.
    public let pushes: Int
    /// How long after writes of other processes Redis had told this one of them; their commits are part of it.
    public let pushDelay: DurationHistogram
    /// Tags that this process has invalidated.
    public let invalidations: Int
    /// Rows of the outbox that were news to this process: of writers that aren't this program, or died.
    public let outboxRows: Int
    public let failedPolls: Int
    /// Values in memory, what they take by estimate in bytes, and how many had to go for others.
    public let entries: Int
    public let bytes: Int
    public let evictions: Int
    public let loadsUnderWay: Int

    /// Of all that was asked for, the share that needed no load. 0 when nothing was.
    public var hitRatio: Double {
        let hits = kinds.reduce(0) { $0 + $1.memoryHits + $1.counts.redisHits }
        let asked = kinds.reduce(hits) { $0 + $1.counts.misses }
        return asked == 0 ? 0 : Double(hits) / Double(asked)
    }
}

extension QueryCache {
    /// Takes the locks of the parts of the cache one after the other: its figures are of about the same moment.
    public var statistics: CacheStatistics {
        let memory = memory.statistics
        let (own, remoteCounts) = (counts.now, remote?.counts.now)
        return CacheStatistics(
            kinds: kindStatistics, redis: redisState,
            isVerified: verification.isVerified(at: clock.now), breakerTrips: remote?.trust.now.breaker.trips ?? 0,
            redisFailures: remoteCounts?.failures ?? 0, pushes: remoteCounts?.pushes ?? 0,
            pushDelay: remote?.counts.delays.histogram ?? DurationHistogram(finest: .microseconds(500)),
            invalidations: own.invalidations, outboxRows: own.outboxRows, failedPolls: own.failedPolls,
            entries: memory.entries, bytes: memory.weight, evictions: memory.evictions,
            loadsUnderWay: flights.count)
    }

    /// Kinds that share a name count as one.
    private var kindStatistics: [KindStatistics] {
        Dictionary(allKinds.map { ($0.name, $0.statistics) }, uniquingKeysWith: +).values.sorted { $0.name < $1.name }
    }

    private var redisState: CacheStatistics.Redis {
        guard let state = remote?.trust.now else { return .none }
        if state.server == nil { return .disconnected }
        if !state.isTrusted { return .recovering }
        return state.breaker.state == .open ? .sparedByBreaker : .used
    }
}
