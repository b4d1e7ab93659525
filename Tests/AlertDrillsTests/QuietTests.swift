import Foundation
import LocalServers
import Logging
import PostgresDatabase
import QueryCaching
import Synchronization
import TestServers
import Testing

@testable import DatabaseMonitoring

/// Heavy but healthy load raises no alert.
///
/// Ten minutes by the monitor's clock, which goes 10 s for each sample while the load runs for a quarter of a second.
/// Shares and ratios are what they are at any speed, and ages are PostgreSQL's own, in real time: a wait for a lock of
/// 100 ms counts as one. Only what is counted by the second looks 40 times smaller; the limit of statements a second,
/// which alone depends on it, is smaller by as much: it stands for 20,000.
@Suite struct QuietTests {
    private static let logger = Logger(label: "quiet") { _ in SwiftLogNoOpLogHandler() }
    private static let samples = 60

    /// Rules whose value the load must give, so that they are quiet and not blind.
    private static let measured = [
        "connection_usage", "slow_query", "cache_hit_ratio", "queries_per_second", "lock_wait", "idle_in_transaction",
        "transaction_id_age", "deadlocks", "rollbacks", "replication_lag", "retained_wal", "pool_timeouts",
        "pool_exhausted", "error_rate", "query_cache_hit_ratio", "monitor_blind", "history",
    ]

    @Test func tenMinutesOfHealthyLoadRaiseNone() async throws {
        try await TestServers.withOwnPostgres("quiet") { server in
            let seen = Mutex(Seen())
            let (load, monitor) = try Self.program(server) { snapshot, events in
                seen.withLock { $0.add(snapshot, events) }
            }
            try await load.prepare()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await load.cache.run() }
                group.addTask { try await load.run() }
                group.addTask { try await Self.sample(monitor) }
                // The samples are over first.
                try await group.next()
                group.cancelAll()
            }
            await monitor.core.close(at: Date())
            await load.database.shutdown()

            let result = seen.withLock { $0 }
            #expect(result.events.isEmpty, "\(result.events)")
            #expect(result.count == Self.samples)
            for name in Self.measured { #expect(result.measured[name] ?? 0 >= 5, "\(name): \(result.measured)") }
            #expect(result.mostStatements > 20, "\(result.mostStatements) statements a second")
        }
    }

    private static func sample(_ monitor: DatabaseMonitor) async throws {
        let start = Date()
        for number in 0..<samples {
            try await monitor.sample(at: start + 10 * Double(number))
            // Not to wait for something: the load goes on meanwhile, and is what the next sample sees.
            try await Task.sleep(for: .milliseconds(200))
        }
    }

    private static func program(
        _ server: LocalPostgres, observer: @escaping @Sendable (MonitorSnapshot, [AlertEvent]) -> Void
    ) throws -> (HealthyLoad, DatabaseMonitor) {
        let database = Database(
            configuration: try DatabaseConfiguration(url: server.url, pool: PoolConfiguration(size: 6, maxOverflow: 2)),
            logger: logger)
        let cache = try QueryCache(database: nil, logger: logger)
        let load = HealthyLoad(database: database, cache: cache, registry: MetricsRegistry())
        var configuration = MonitorConfiguration()
        configuration.thresholds.queriesPerSecond = 500
        configuration.observer = observer
        let monitor = try DatabaseMonitor(
            database: database, cache: cache, configuration: configuration, registry: load.registry, logger: logger)
        return (load, monitor)
    }

    private struct Seen {
        var count = 0
        var events: [String] = []
        var measured: [String: Int] = [:]
        var mostStatements = 0.0

        mutating func add(_ snapshot: MonitorSnapshot, _ new: [AlertEvent]) {
            count += 1
            events += new.map { "\($0.kind) \($0.row.name) \($0.row.value ?? -1) \($0.evidence)" }
            for row in snapshot.alerts where row.value != nil { measured[row.name, default: 0] += 1 }
            mostStatements = max(mostStatements, snapshot[.statementCalls] ?? 0)
        }
    }
}
