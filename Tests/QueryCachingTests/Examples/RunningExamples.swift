import Logging
import Postgres
import PostgresDatabase
import QueryCaching
import RedisClient
import ServiceLifecycle

/// The examples about running a cache.
enum RunningExamples {
    static func preparing(_ database: Database) async throws {
        try await database.withConnection { connection in
            try await connection.execute(script: OutboxTable.schema)
        }
    }

    static func making(_ database: Database, redisURL: String, logger: Logger) throws -> QueryCache {
        var policy = CachePolicy(timeToLive: .seconds(300))
        policy.staleIfError = .zero
        var configuration = QueryCacheConfiguration()
        configuration.redis = try RedisConfiguration(url: redisURL)
        configuration.keyPrefix = "shop:"
        configuration.memoryBytes = 256 << 20
        configuration.policies["user_profile"] = policy
        let cache = try QueryCache(configuration, database: database, logger: logger)
        return cache
    }

    static func serving(
        _ database: Database, _ cache: QueryCache, _ server: any Service, logger: Logger
    ) async throws {
        let group = ServiceGroup(
            services: [database, cache, server], gracefulShutdownSignals: [.sigterm], logger: logger)
        try await group.run()
    }

    static func watching(_ cache: QueryCache) -> Bool {
        let statistics = cache.statistics
        let isWhole = statistics.redis == .used && statistics.isVerified
        for kind in statistics.kinds {
            print(kind.name, kind.hitRatio, kind.counts.loads.total, kind.counts.failedLoads)
        }
        return isWhole
    }
}

/// What whoever bootstraps swift-metrics does with the names.
func bucketsOfCacheMetrics() -> [String: [Double]] {
    var buckets: [String: [Double]] = [:]
    for metric in CacheMetric.all { buckets[metric.name] = metric.buckets }
    return buckets
}
