import LocalServers
import Logging
import Postgres
import PostgresDatabase
import RedisClient
import Synchronization
import TestServers
import Testing

@testable import QueryCaching

/// A database, a Redis of its own, and caches on both that stand for the processes of an application.
struct SharedFixture: Sendable {
    typealias Adjustment = (inout QueryCacheConfiguration) -> Void

    let url: String
    let redis: LocalRedis
    let database: Database

    static func with<R: Sendable>(
        settings: [String: String] = [:], _ body: (SharedFixture) async throws -> R
    ) async throws -> R {
        let template = try await TestServers.template("outbox") { url in
            try await withDatabase(url) { database in
                for statement in OutboxTable.schema.split(separator: ";") where statement.contains("C") {
                    try await database.write(Query(unsafeSQL: String(statement)))
                }
                try await database.write("CREATE TABLE things (id bigint PRIMARY KEY, value bigint NOT NULL)")
                try await database.write("INSERT INTO things SELECT n, 0 FROM generate_series(1, 100) n")
            }
        }
        let url = try await TestServers.database("caching", template: template)
        return try await TestServers.withFolder("cache-redis") { folder in
            var configuration = LocalRedis.Configuration(directory: folder + "/redis")
            configuration.settings = settings
            guard let redis = try await LocalRedis.start(configuration, logger: quiet) else {
                throw RedisError(.connectFailed, "These tests need redis-server.")
            }
            do {
                let result = try await withDatabase(url) { database in
                    try await body(SharedFixture(url: url, redis: redis, database: database))
                }
                redis.resume()
                try await redis.stop()
                return result
            } catch {
                redis.resume()
                try? await redis.stop()
                throw error
            }
        }
    }

    /// Caches on servers of their own: ``with(settings:_:)`` and ``withCaches(_:redisURL:_:_:)`` in one.
    static func withCaches<R: Sendable>(
        _ count: Int = 2, settings: [String: String] = [:], _ adjust: Adjustment = { _ in },
        _ body: (SharedFixture, [QueryCache]) async throws -> R
    ) async throws -> R {
        try await with(settings: settings) { fixture in
            try await fixture.withCaches(count, adjust) { try await body(fixture, $0) }
        }
    }

    static func withDatabase<R>(_ url: String, _ body: (Database) async throws -> R) async throws -> R {
        let configuration = try DatabaseConfiguration(url: url, pool: PoolConfiguration(size: 4, maxOverflow: 4))
        let database = Database(configuration: configuration, logger: quiet)
        do {
            let result = try await body(database)
            await database.shutdown()
            return result
        } catch {
            await database.shutdown()
            throw error
        }
    }

    /// Several caches that are running; returns when each is using Redis.
    func withCaches<R>(
        _ count: Int = 2, redisURL: String? = nil, _ adjust: Adjustment = { _ in },
        _ body: ([QueryCache]) async throws -> R
    ) async throws -> R {
        var configuration = QueryCacheConfiguration()
        configuration.redis = try RedisConfiguration(url: redisURL ?? redis.url)
        configuration.redisTimeout = .seconds(5)
        configuration.outboxInterval = .milliseconds(50)
        adjust(&configuration)
        let caches = try (0..<count).map { _ in
            try QueryCache(configuration, database: database, logger: quiet)
        }
        return try await withThrowingTaskGroup(of: Void.self) { group in
            for cache in caches { group.addTask { try await cache.run() } }
            defer { group.cancelAll() }
            if configuration.redis != nil { for cache in caches { try await cache.isUsingRedis() } }
            return try await body(caches)
        }
    }

    /// Reads a thing through a cache.
    func read(_ id: Int, _ cache: QueryCache, _ kind: CacheKind<Int>) async throws -> Int {
        let database = database
        return try await cache.value(kind, key: CacheKey(id), tags: [.thing(id)]) {
            try await database.read("SELECT value FROM things WHERE id = \(id)").decode(Int.self)[0]
        }
    }

    /// Waits until Redis holds a thing: it is stored after it was returned.
    func isStored(_ id: Int, _ cache: QueryCache, _ kind: CacheKind<Int>) async throws -> Bool {
        let client = try #require(cache.remote?.client)
        let name = CanonicalName.of(kind: kind.name, version: kind.version, CacheKey(id))
        return try await eventually { (try? await client.exists("cache:e:\(name)")) == true }
    }

    func write(_ id: Int, _ value: Int, _ cache: QueryCache) async throws {
        try await cache.transaction { transaction in
            try await transaction.query("UPDATE things SET value = \(value) WHERE id = \(id)")
            transaction.invalidate(.thing(id))
        }
    }
}

extension QueryCache {
    func isUsingRedis() async throws {
        let isUsing = try await eventually(within: .seconds(30)) {
            let statistics = self.statistics
            return statistics.redis == .used && statistics.isVerified
        }
        if !isUsing { throw CacheError(.invalidConfiguration, "\(statistics)") }
    }
}
