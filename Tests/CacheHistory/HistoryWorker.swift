import Foundation
import Logging
import Postgres
import PostgresDatabase
import QueryCaching
import RedisClient
import Synchronization
import TestServers

/// One of several processes that read and write the same keys through caches of their own, and write down what they
/// saw.
public struct HistoryWorker: Sendable {
    /// How a worker is told what to do, by its environment.
    public struct Orders: Sendable, Codable {
        public var databaseURL: String
        /// Of the server in `databaseURL`, on 127.0.0.1.
        public var databasePort: Int
        public var redisURL: String
        public var name: String
        public var log: String
        public var seed: UInt64
        public var keys: HistoryKeys
        public var tasks: Int
        public var seconds: Int
        /// Wrong on purpose: the generations of an entry are captured after its load.
        public var isBroken: Bool
        /// Dies right after the first commit of this number, before anybody is told; 0: it doesn't.
        public var diesAfterCommits: Int
    }

    let orders: Orders

    public init(_ orders: Orders) { self.orders = orders }

    public static var now: Int64 { MonotonicInstant.now.nanoseconds }

    public func run() async throws {
        let log = try HistoryLog(orders.log)
        // In this process, so that it falls and stops with it as a socket would.
        try await withFaultProxy(toPort: orders.databasePort) { proxy in
            let network = HistoryNetwork(proxy: proxy, log: log)
            let database = Database(configuration: try configuration(through: proxy.port), logger: Self.quiet)
            try await run(database, network, log)
            await database.shutdown()
        }
    }

    private func run(_ database: Database, _ network: HistoryNetwork, _ log: HistoryLog) async throws {
        var configuration = QueryCacheConfiguration()
        configuration.redis = try RedisConfiguration(url: orders.redisURL)
        configuration.capturesLate = orders.isBroken
        let cache = try QueryCache(configuration, database: database, logger: Self.quiet)
        armDeath()
        let end = Self.now + Int64(orders.seconds) * 1_000_000_000
        let faults = SeededNumbers(seed: orders.seed, stream: 1_000)
        let background = Task {
            await withDiscardingTaskGroup { group in
                group.addTask { try? await cache.run() }
                group.addTask { await network.fail(until: end, faults) }
            }
        }
        let writes = HistoryWriter(
            cache: cache, database: database, network: network, log: log, name: orders.name, end: end)
        await withDiscardingTaskGroup { group in
            for number in 0..<orders.tasks {
                var task = HistoryTask(
                    cache: cache, database: database, writer: writes, log: log, keys: orders.keys,
                    isPatient: number < 2, end: end, numbers: SeededNumbers(seed: orders.seed, stream: number))
                group.addTask { await task.run() }
            }
        }
        background.cancel()
        await background.value
    }

    private func configuration(through port: Int) throws -> DatabaseConfiguration {
        let url = orders.databaseURL.replacing(
            "@127.0.0.1:\(orders.databasePort)/", with: "@127.0.0.1:\(port)/")
        // Every second process reads as behind PgBouncer.
        let lanes = orders.seed.isMultiple(of: 2) ? LaneConfiguration() : .off
        var configuration = try DatabaseConfiguration(
            url: url, pool: PoolConfiguration(size: 6, maxOverflow: 2), lanes: lanes)
        // Longer than a value may be stale: that the cache learns of writes in time must not depend on it. Shorter than
        // by default, so that a run ends.
        configuration.connection.statementTimeout = .seconds(4)
        configuration.connection.queryTimeout = .seconds(5)
        // What a stopped or unreachable process has locked holds nobody up for long.
        configuration.connection.idleInTransactionTimeout = .seconds(1)
        configuration.connection.sessionParameters["lock_timeout"] = "500"
        return configuration
    }

    private func armDeath() {
        guard orders.diesAfterCommits > 0 else { return }
        let left = Atomic(orders.diesAfterCommits)
        FaultPoint.committed.arm {
            if left.subtract(1, ordering: .relaxed).newValue == 0 { kill(getpid(), SIGKILL) }
        }
    }

    static let quiet: Logger = {
        var logger = Logger(label: "history")
        logger.logLevel = .critical
        return logger
    }()
}
