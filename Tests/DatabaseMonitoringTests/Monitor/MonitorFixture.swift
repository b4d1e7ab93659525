import Foundation
import LocalServers
import Logging
import Postgres
import PostgresDatabase
import TestServers
import Testing

@testable import DatabaseMonitoring

/// A monitor of a database of its own, whose samples the test takes.
struct MonitorFixture {
    let database: Database
    let monitor: DatabaseMonitor
    let url: String

    static let logger = Logger(label: "monitor-tests") { _ in SwiftLogNoOpLogHandler() }

    static func withMonitor(
        _ name: String, url given: String? = nil, pool: PoolConfiguration = PoolConfiguration(size: 4, maxOverflow: 2),
        configuration: MonitorConfiguration = MonitorConfiguration(), _ body: (MonitorFixture) async throws -> Void
    ) async throws {
        let url = if let given { given } else { try await databaseWithStatements(name) }
        let database = Database(configuration: try DatabaseConfiguration(url: url, pool: pool), logger: logger)
        let monitor = try DatabaseMonitor(database: database, configuration: configuration, logger: logger)
        let running = Task { try await database.run() }
        do {
            try await body(MonitorFixture(database: database, monitor: monitor, url: url))
        } catch {
            await end(monitor, database, running)
            throw error
        }
        await end(monitor, database, running)
    }

    /// An empty one with `pg_stat_statements`.
    static func databaseWithStatements(_ name: String) async throws -> String {
        let url = try await TestServers.database(name)
        try await asSuperuser(of: url) { try await $0.query("CREATE EXTENSION pg_stat_statements") }
        return url
    }

    @discardableResult
    static func asSuperuser<R>(of url: String, _ body: (Connection) async throws -> R) async throws -> R {
        let admin = try await TestServers.superuserURL(TestServers.databaseName(in: url))
        let connection = try await Connection.connect(ConnectionConfiguration(url: admin), logger: logger)
        do {
            let result = try await body(connection)
            await connection.close()
            return result
        } catch {
            await connection.close()
            throw error
        }
    }

    private static func end(_ monitor: DatabaseMonitor, _ database: Database, _ running: Task<Void, any Error>) async {
        await monitor.core.close(at: Date())
        running.cancel()
        _ = try? await running.value
    }

    /// Takes a sample now, and gives its snapshot.
    @discardableResult
    func sample(at time: Date = Date()) async throws -> MonitorSnapshot {
        try await monitor.sample(at: time)
        return try #require(monitor.snapshot)
    }

    /// Another session, beside the pool.
    func withSession<R>(_ application: String, _ body: (Connection) async throws -> R) async throws -> R {
        var configuration = try ConnectionConfiguration(url: url)
        configuration.applicationName = application
        let connection = try await Connection.connect(configuration, logger: Self.logger)
        do {
            let result = try await body(connection)
            await connection.close()
            return result
        } catch {
            await connection.close()
            throw error
        }
    }
}
