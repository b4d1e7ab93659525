import QueryCaching

/// What a query cache holds and has done since the program began.
struct CacheBody: Codable, Sendable {
    /// Of all that was asked for, the share that needed no load.
    let hitRatio: Double
    /// Whether what is in memory may be served without asking Redis.
    let isVerified: Bool
    let entries: Int
    let bytes: Int
    let evictions: Int
    let invalidations: Int
    /// Invalidations that came through the outbox alone.
    let outboxRows: Int
    let failedPolls: Int
    let loadsUnderWay: Int
    let redis: CacheRedisBody
    let kinds: [CacheKindBody]

    init(_ statistics: CacheStatistics) {
        hitRatio = statistics.hitRatio
        isVerified = statistics.isVerified
        entries = statistics.entries
        bytes = statistics.bytes
        evictions = statistics.evictions
        invalidations = statistics.invalidations
        outboxRows = statistics.outboxRows
        failedPolls = statistics.failedPolls
        loadsUnderWay = statistics.loadsUnderWay
        redis = CacheRedisBody(statistics)
        kinds = statistics.kinds.map(CacheKindBody.init)
    }

    enum CodingKeys: String, CodingKey {
        case entries, bytes, evictions, invalidations, redis, kinds
        case hitRatio = "hit_ratio"
        case isVerified = "is_verified"
        case outboxRows = "outbox_rows"
        case failedPolls = "failed_polls"
        case loadsUnderWay = "loads_under_way"
    }
}

/// How a cache stands with Redis.
struct CacheRedisBody: Codable, Sendable {
    /// `none`, `disconnected`, `recovering`, `sparedByBreaker` or `used`.
    let state: String
    let breakerTrips: Int
    let failures: Int
    let pushes: Int
    /// From a write of another process until Redis has told this one.
    let pushDelay: TimesBody

    init(_ statistics: CacheStatistics) {
        state = statistics.redis.rawValue
        breakerTrips = statistics.breakerTrips
        failures = statistics.redisFailures
        pushes = statistics.pushes
        pushDelay = TimesBody(statistics.pushDelay)
    }

    enum CodingKeys: String, CodingKey {
        case state, failures, pushes
        case breakerTrips = "breaker_trips"
        case pushDelay = "push_delay"
    }
}

/// One kind of data.
struct CacheKindBody: Codable, Sendable {
    let name: String
    let hitRatio: Double
    let memoryHits: Int
    let redisHits: Int
    let misses: Int
    let staleServes: Int
    let lastResortServes: Int
    let degradedServes: Int
    let earlyRefreshes: Int
    let negativeHits: Int
    let invalidatedHits: Int
    let undecodable: Int
    let entries: Int
    let bytes: Int
    let evictions: Int
    let failedLoads: Int
    let loads: TimesBody
    /// How old values were when they were served; of those from memory one in 16.
    let ageAtServe: TimesBody

    init(_ kind: KindStatistics) {
        let counts = kind.counts
        (name, hitRatio, memoryHits) = (kind.name, kind.hitRatio, kind.memoryHits)
        (redisHits, misses) = (counts.redisHits, counts.misses)
        (staleServes, lastResortServes, degradedServes) = (
            counts.staleServes, counts.lastResortServes, counts.degradedServes
        )
        (earlyRefreshes, negativeHits, invalidatedHits) = (
            counts.earlyRefreshes, counts.negativeHits, counts.invalidatedHits
        )
        (undecodable, failedLoads) = (counts.undecodable, counts.failedLoads)
        (entries, bytes, evictions) = (kind.entries, kind.bytes, kind.evictions)
        loads = TimesBody(counts.loads)
        ageAtServe = TimesBody(counts.age)
    }

    enum CodingKeys: String, CodingKey {
        case name, misses, undecodable, entries, bytes, evictions, loads
        case hitRatio = "hit_ratio"
        case memoryHits = "memory_hits"
        case redisHits = "redis_hits"
        case staleServes = "stale_serves"
        case lastResortServes = "last_resort_serves"
        case degradedServes = "degraded_serves"
        case earlyRefreshes = "early_refreshes"
        case negativeHits = "negative_hits"
        case invalidatedHits = "invalidated_hits"
        case failedLoads = "failed_loads"
        case ageAtServe = "age_at_serve"
    }
}
