import BenchmarkReport
import LocalServers
import Logging
import Postgres
import PostgresDatabase
import QueryCaching
import RedisClient

/// The private servers that all cases use.
struct CacheServers: Sendable {
    let postgres: LocalPostgres
    let redis: LocalRedis
    /// For files of the programs.
    let folder: String

    /// Runs `body` with servers of its own, which are stopped and removed afterwards.
    static func with(_ body: (CacheServers) async throws -> Void) async throws {
        var logger = Logger(label: "benchmark")
        logger.logLevel = .error
        try await PrivateFolder.with { folder in
            let redis = try await LocalRedis.start(.init(directory: "\(folder)/redis"), logger: logger)
            guard let redis else { throw BenchmarkFailure("there is no redis-server on this machine; install Redis 7") }
            try await PrivateFolder.using(redis) { redis in
                let postgres = try await LocalPostgres.start(.init(directory: "\(folder)/postgres"), logger: logger)
                try await PrivateFolder.using(postgres) { postgres in
                    let connection = try await Connection.connect(ConnectionConfiguration(url: postgres.url))
                    try await connection.execute(script: OutboxTable.schema)
                    await connection.close()
                    try await body(CacheServers(postgres: postgres, redis: redis, folder: folder))
                } end: {
                    try await $0.stop()
                }
            } end: {
                try await $0.stop()
            }
        }
    }
}

extension CacheServers {
    static var quiet: Logger { Logger(label: "benchmark") { _ in SwiftLogNoOpLogHandler() } }

    /// A client of its own, on TCP as redis-benchmark.
    func withRedis<R: Sendable>(_ body: (RedisClient) async throws -> R) async throws -> R {
        var configuration = try RedisConfiguration(url: redis.tcpURL)
        configuration.commandTimeout = .seconds(10)
        let client = try RedisClient(configuration, logger: Self.quiet)
        return try await PrivateFolder.using(client, body) { await $0.shutdown() }
    }

    /// A pool with lanes.
    func withDatabase<R: Sendable>(_ body: (Database) async throws -> R) async throws -> R {
        let configuration = try DatabaseConfiguration(url: postgres.url, pool: PoolConfiguration(size: 8))
        let database = Database(configuration: configuration, logger: Self.quiet)
        return try await PrivateFolder.using(database, body) { await $0.shutdown() }
    }

    /// A cache with an outbox that listens to others and trusts its Redis, which has a second to answer: what is
    /// measured is the way to Redis, not when it is given up on a busy machine.
    func withCache<R: Sendable>(
        memoryBytes: Int, keyPrefix: String, on database: Database, _ body: (QueryCache) async throws -> R
    ) async throws -> R {
        var configuration = QueryCacheConfiguration()
        configuration.memoryBytes = memoryBytes
        configuration.keyPrefix = keyPrefix
        configuration.redis = try RedisConfiguration(url: redis.tcpURL)
        configuration.redisTimeout = .seconds(1)
        return try await QueryCache(configuration, database: database, logger: Self.quiet).running(body)
    }
}

extension QueryCache {
    /// Executes `body` while the cache listens to others, as soon as it uses its Redis.
    func running<R: Sendable>(_ body: (QueryCache) async throws -> R) async throws -> R {
        let run = Task { try await self.run() }
        return try await PrivateFolder.using(self) { cache in
            try await cache.readiness()
            return try await body(cache)
        } end: { _ in
            run.cancel()
            _ = await run.result
        }
    }

    private func readiness() async throws {
        let clock = ContinuousClock()
        let deadline = clock.now + .seconds(20)
        while true {
            let now = statistics
            if now.redis == .none || (now.redis == .used && now.isVerified) { return }
            guard clock.now < deadline else {
                throw BenchmarkFailure("a cache didn't use its Redis within 20 seconds: \(now.redis)")
            }
            try await Task.sleep(for: .milliseconds(10))
        }
    }
}
