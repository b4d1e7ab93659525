import DatabaseMonitoring
import Foundation
import Logging
import Postgres
import PostgresDatabase
import ServiceLifecycle
import TestServers
import Testing

@testable import MonitoringDashboard

/// The page over a monitor of a real database under load.
@Suite(.serialized) struct RealDatabaseBrowserTests {
    private static let interval = Duration.seconds(1)
    private static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    @Test func `a session that is blocked is on the page within one interval`() async throws {
        try await withMonitor { monitor, database, url in
            try await database.write("CREATE TABLE shelf (id int PRIMARY KEY, name text)")
            try await database.write("INSERT INTO shelf SELECT n, 'n' FROM generate_series(1, 100) AS n")
            try await Self.serving(monitor) { address in
                try await Browser.with { browser in
                    let page = try await BrowserPage(browser)
                    try await page.open("\(address)/dashboard")
                    _ = try await page.becomes("document.getElementById('live').textContent === 'live'")
                    let load = Task { try await Self.load(database) }
                    try await Self.whileBlocked(url) { waiter, began in
                        // The first sample that was begun after the session was blocked has to show it.
                        let first = Task { await monitor.snapshots().first { $0.time >= began } }
                        let isShown = try await page.becomes(
                            "document.querySelector('#blocking .tree .tree .pid')?.textContent === '\(waiter)'")
                        let sampled = try #require(await first.value)

                        #expect(isShown)
                        #expect(sampled.blocking.first?.blocked.map(\.session.pid) == [Int(waiter)])
                        #expect(
                            try await page.evaluate("document.body.innerText").contains("UPDATE shelf SET name = ?"))
                        // Statements are known by the difference of two samples.
                        let hasStatements = try await page.becomes(
                            "document.body.innerText.includes('SELECT name FROM shelf')")
                        #expect(hasStatements)
                    }
                    load.cancel()
                    _ = try? await load.value
                    #expect(await page.complaints == [])
                    let foreign = await page.requests.filter { !$0.hasPrefix(address) }
                    #expect(foreign == [])
                    #expect(try await page.evaluate(PageInspection.lowContrast) == "")
                }
            }
        }
    }

    /// The server of a monitor, on a free port.
    private static func serving(
        _ monitor: DatabaseMonitor, _ body: @Sendable (_ address: String) async throws -> Void
    ) async throws {
        let (ports, found) = AsyncStream<Int>.makeStream()
        let server = try MonitoringServer.make(
            configuration: MonitoringServerConfiguration(), source: monitor, access: .tokenOnly, logger: Self.logger
        ) { found.yield($0) }
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(services: [.init(service: server)], logger: Self.logger))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { found.finish() }
                try await group.run()
            }
            var failure: (any Error)?
            for await port in ports {
                do { try await body("http://127.0.0.1:\(port)") } catch { failure = error }
                await group.triggerGracefulShutdown()
            }
            try await tasks.waitForAll()
            if let failure { throw failure }
        }
    }

    private static func load(_ database: Database) async throws {
        while !Task.isCancelled {
            for id in 1...20 { _ = try await database.write("SELECT name FROM shelf WHERE id = \(id)") }
        }
    }

    private static func whileBlocked(
        _ url: String, _ body: (_ waiter: Int32, _ began: Date) async throws -> Void
    ) async throws {
        let holder = try await Connection.connect(ConnectionConfiguration(url: url), logger: Self.logger)
        let waiter = try await Connection.connect(ConnectionConfiguration(url: url), logger: Self.logger)
        try await holder.query("BEGIN")
        try await holder.query("UPDATE shelf SET name = 'secret' WHERE id = 1")
        let waiting = Task { try? await waiter.query("UPDATE shelf SET name = 'other' WHERE id = 1") }
        let pid = waiter.backendProcessID
        let waits = try await eventually {
            try await holder.query("SELECT 1 FROM pg_locks WHERE pid = \(pid) AND NOT granted").count > 0
        }
        #expect(waits)
        try await body(pid, Date())
        try await holder.query("ROLLBACK")
        _ = await waiting.value
        await holder.close()
        await waiter.close()
    }

    private func withMonitor(
        _ body: @Sendable (DatabaseMonitor, Database, _ url: String) async throws -> Void
    ) async throws {
        let url = try await TestServers.database("page")
        let admin = try await Connection.connect(
            ConnectionConfiguration(url: try await TestServers.superuserURL(TestServers.databaseName(in: url))),
            logger: Self.logger)
        try await admin.query("CREATE EXTENSION pg_stat_statements")
        await admin.close()
        let database = Database(configuration: try DatabaseConfiguration(url: url), logger: Self.logger)
        var configuration = MonitorConfiguration()
        configuration.interval = Self.interval
        let monitor = try DatabaseMonitor(database: database, configuration: configuration, logger: Self.logger)
        let running = Task { try await monitor.run() }
        do {
            try await body(monitor, database, url)
        } catch {
            running.cancel()
            _ = try? await running.value
            await database.shutdown()
            throw error
        }
        running.cancel()
        try await running.value
        await database.shutdown()
    }
}
