import Foundation
import LocalServers
import Postgres
import PostgresDatabase
import ServiceLifecycle
import TestServers
import Testing

@testable import DatabaseMonitoring

/// The monitor as an application runs it.
@Suite struct MonitorServiceTests {
    @Test func itSamplesRegularlyUntilItIsShutDown() async throws {
        let url = try await TestServers.database("service")
        let database = Database(configuration: try DatabaseConfiguration(url: url), logger: MonitorFixture.logger)
        var configuration = MonitorConfiguration()
        configuration.interval = .milliseconds(200)
        let monitor = try DatabaseMonitor(
            database: database, configuration: configuration, logger: MonitorFixture.logger)
        let group = ServiceGroup(services: [database, monitor], logger: MonitorFixture.logger)
        let running = Task { try await group.run() }

        var seen: [MonitorSnapshot] = []
        for await snapshot in monitor.snapshots() {
            seen.append(snapshot)
            if seen.count == 4 { break }
        }
        await group.triggerGracefulShutdown()
        try await running.value

        #expect(zip(seen, seen.dropFirst()).allSatisfy { $0.time < $1.time })
        #expect(seen.last?.blindness == nil)
        var rest = 0
        for await _ in monitor.snapshots() { rest += 1 }
        #expect(rest == 0)
        #expect(!FileManager.default.fileExists(atPath: monitor.parts.historyPlace.path))
    }

    @Test func aSampleThatIsLateIsSkippedAndCountedNotQueued() async throws {
        try await TestServers.withOwnPostgres("late") { server in
            let database = Database(
                configuration: try DatabaseConfiguration(url: server.url), logger: MonitorFixture.logger)
            var configuration = MonitorConfiguration()
            configuration.interval = .milliseconds(100)
            let monitor = try DatabaseMonitor(
                database: database, configuration: configuration, logger: MonitorFixture.logger)
            let running = Task { try await monitor.run() }
            var iterator = monitor.snapshots().makeAsyncIterator()
            _ = await iterator.next()
            kill(server.processID, SIGSTOP)
            for child in Self.children(of: server.processID) { kill(child, SIGSTOP) }

            // Blind after its deadlines, a few seconds; a hundred intervals may have passed.
            var blind: MonitorSnapshot?
            while let snapshot = await iterator.next(), blind == nil {
                if snapshot.blindness != nil { blind = snapshot }
            }
            for child in Self.children(of: server.processID) { kill(child, SIGCONT) }
            kill(server.processID, SIGCONT)
            running.cancel()
            try await running.value
            await database.shutdown()

            #expect(blind?.monitor.skipped ?? 0 > 5, "\(String(describing: blind?.monitor))")
        }
    }

    private static func children(of pid: Int32) -> [Int32] {
        let text = (try? String(contentsOfFile: "/proc/\(pid)/task/\(pid)/children", encoding: .utf8)) ?? ""
        return text.split(separator: " ").compactMap { Int32($0) }
    }

    @Test func theMonitorStandsInNobodysWay() async throws {
        try await MonitorFixture.withMonitor("locks") { fixture in
            try await fixture.database.write("CREATE TABLE shelf (id int)")
            try await fixture.withSession("ddl") { other in
                try await other.query("BEGIN")
                try await other.query("LOCK TABLE shelf IN ACCESS EXCLUSIVE MODE")

                let snapshot = try await fixture.sample()

                #expect(snapshot.blindness == nil)
                #expect(snapshot[.lockCount, "AccessExclusiveLock", "yes"] ?? 0 >= 1)
                try await other.query("ROLLBACK")
            }
        }
    }

    @Test func itsSessionReadsOnlyAndHasItsName() async throws {
        try await MonitorFixture.withMonitor("session") { fixture in
            try await fixture.sample()
            let session = MonitorSession(
                fixture.database.configuration.connection, executor: MeteredExecutor(), logger: MonitorFixture.logger)
            let connection = try await session.open()
            let settings = try await connection.query(
                """
                SELECT current_setting('application_name'), current_setting('default_transaction_read_only'),
                       current_setting('statement_timeout')
                """
            ).decode(String.self, String.self, String.self)
            await session.close()

            #expect(settings.first.map { "\($0)" } == #"("bookedbarber_monitor", "on", "2s")"#)
            let names = try await fixture.database.read(
                "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'bookedbarber_monitor' "
            ).decode(Int.self)
            #expect(names.first ?? 0 >= 1)
        }
    }

    @Test func anImpossibleConfigurationIsRefusedByName() {
        var configuration = MonitorConfiguration()
        configuration.interval = .zero

        #expect(throws: MonitorConfigurationError.self) { try configuration.validate() }
    }
}
