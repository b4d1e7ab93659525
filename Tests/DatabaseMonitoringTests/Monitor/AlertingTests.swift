import Foundation
import PostgresDatabase
import ServiceLifecycle
import TestServers
import Testing

@testable import DatabaseMonitoring

/// Alerts across a restart of the program.
@Suite struct AlertingTests {
    private static let rule = AlertRule(
        name: "always", title: "Always wrong", unit: "1",
        terms: AlertTerms(limit: 0, clearLimit: 0, severity: .warning, duration: .zero, clearDuration: .zero),
        advice: "Nothing."
    ) { _ in AlertMeasurement(1) }

    private static func monitor(_ database: Database, _ history: String) throws -> DatabaseMonitor {
        var configuration = MonitorConfiguration()
        configuration.historyPath = history
        return try DatabaseMonitor(
            database: database, configuration: configuration, rules: [rule], logger: MonitorFixture.logger)
    }

    @Test func whatFiresDoesNotFireAgainAfterARestartAndASilenceIsKept() async throws {
        let url = try await TestServers.database("alerting")
        let database = Database(configuration: try DatabaseConfiguration(url: url), logger: MonitorFixture.logger)
        try await TestServers.withFolder("alerting") { folder in
            let start = Date()
            let first = try Self.monitor(database, folder + "/history.sqlite")
            try await first.sample(at: start)
            let fired = try #require(first.snapshot?.alerts.first)
            try await first.silence("always", until: start + 3600)
            await first.core.close(at: start + 1)

            let second = try Self.monitor(database, folder + "/history.sqlite")
            try await second.sample(at: start + 10)
            let kept = try #require(second.snapshot?.alerts.first)
            await second.core.close(at: start + 11)

            #expect(fired.phase == .firing)
            #expect(kept.phase == .firing)
            #expect(abs(try #require(kept.since).timeIntervalSince(try #require(fired.since))) < 0.01)
            #expect(abs(try #require(kept.silencedUntil).timeIntervalSince(start + 3600)) < 0.01)
        }
        await database.shutdown()
    }

    @Test func anAlertThatIsNotThereIsRefusedWithThoseThatAre() async throws {
        try await MonitorFixture.withMonitor("noalert") { fixture in
            try await fixture.sample()

            let error = await #expect(throws: UnknownAlertError.self) {
                try await fixture.monitor.silence("slow_querry", until: Date() + 60)
            }
            #expect(error?.description.contains("slow_query") == true)
        }
    }
}
