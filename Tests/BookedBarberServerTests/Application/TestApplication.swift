import BookedBarber
import BookedBarberServer
import Foundation
import Logging
import PostgresDatabase
import QueryCaching
import ServiceLifecycle
import TestServers

/// The real application on a real port, over a database of its own.
struct TestApplication: Sendable {
    static let webhookSecret = "whsec_test"

    let world: World
    let time: TestTime
    let port: Int
    let database: Database
    let repositories: Repositories
    /// Nil unless the application was started with one.
    let cache: QueryCache?
    /// Begins what Ctrl-C begins.
    let shutDown: @Sendable () async -> Void

    var client: TestHTTPClient { TestHTTPClient(port: port) }

    /// Starts the application, lets `body` use it, and stops it gracefully.
    ///
    /// - Parameters:
    ///   - cached: whether it has a query cache, in memory alone.
    ///   - configure: changes of the strict configuration that tests use, without rate limits.
    static func run<R: Sendable>(
        _ name: String, logger: Logger = quiet, url: String? = nil, world: World? = nil, cached: Bool = false,
        configure: (inout ServerConfiguration) -> Void = { _ in },
        _ body: @escaping @Sendable (TestApplication) async throws -> R
    ) async throws -> R {
        let own = world == nil ? try await World.database(name) : nil
        guard let url = url ?? own?.url, let world = world ?? own?.world else { throw CancellationError() }
        var configuration = ServerConfiguration()
        configuration.rateLimits = nil
        configuration.isStrict = true
        configuration.stripeWebhookSecret = .init(webhookSecret)
        configuration.limits.drainTime = .milliseconds(200)
        configure(&configuration)

        let database = try makeDatabase(url)
        // Nobody else writes: what the outbox is asked would be counted with the statements, and its first answer
        // invalidates everything.
        var caching = QueryCacheConfiguration()
        caching.outboxInterval = nil
        let cache = cached ? try QueryCache(caching, database: database, logger: quiet) : nil
        let time = TestTime()
        let (ports, port) = AsyncStream<Int>.makeStream()
        let server = try BookedBarberApplication.make(
            configuration: configuration, database: database, cache: cache, passwords: World.passwords, logger: logger,
            now: { time.now }, onRunning: { port.yield($0) })
        let services: [any Service] = [database] + (cache.map { [$0] } ?? []) + [server]
        let group = ServiceGroup(configuration: ServiceGroupConfiguration(services: services, logger: quiet))
        return try await withThrowingTaskGroup(of: R?.self) { tasks in
            tasks.addTask {
                defer { port.finish() }
                try await group.run()
                return nil
            }
            tasks.addTask {
                guard let number = await ports.first(where: { _ in true }) else { throw CancellationError() }
                let application = TestApplication(
                    world: world, time: time, port: number, database: database,
                    repositories: Repositories(database: database, cache: cache, hasher: World.passwords),
                    cache: cache,
                    shutDown: { await group.triggerGracefulShutdown() })
                do {
                    let result = try await body(application)
                    await group.triggerGracefulShutdown()
                    return result
                } catch {
                    await group.triggerGracefulShutdown()
                    throw error
                }
            }
            var result: R?
            for try await value in tasks where value != nil { result = value }
            guard let result else { throw CancellationError() }
            return result
        }
    }

    static let quiet: Logger = {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        return logger
    }()

    static func makeDatabase(_ url: String) throws -> Database {
        var pool = PoolConfiguration()
        pool.size = 8
        pool.maxOverflow = 4
        pool.acquireTimeout = .seconds(20)
        return Database(configuration: try DatabaseConfiguration(url: url, pool: pool), logger: quiet)
    }

    static func withDatabase<R: Sendable>(
        _ url: String, _ body: (Database) async throws -> R
    ) async throws -> R {
        let database = try makeDatabase(url)
        do {
            let result = try await body(database)
            await database.shutdown()
            return result
        } catch {
            await database.shutdown()
            throw error
        }
    }
}
