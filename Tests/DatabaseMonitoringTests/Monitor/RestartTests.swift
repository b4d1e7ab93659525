import Foundation
import LocalServers
import Postgres
import TestServers
import Testing

@testable import DatabaseMonitoring

/// The monitor across restarts of either side.
@Suite struct RestartTests {
    @Test func ratesGoOnAfterTheMonitorWasRestarted() async throws {
        let url = try await TestServers.database("goeson")
        let folder = try await TestFolder.current()
        var configuration = MonitorConfiguration()
        configuration.historyPath = folder.path("goeson.sqlite")
        let start = Date()
        try await MonitorFixture.withMonitor("goeson", url: url, configuration: configuration) { fixture in
            try await fixture.sample(at: start)
        }

        try await MonitorFixture.withMonitor("goeson", url: url, configuration: configuration) { fixture in
            for number in 0..<500 { try await fixture.database.write("SELECT \(number)") }
            // Sessions hand their counts over when they end, or after a second.
            await fixture.database.shutdown()
            let snapshot = try await fixture.sample(at: start + 100)

            let rate = try #require(snapshot[.commits])
            #expect(rate >= 5 && rate < 100, "\(rate)")
            #expect(snapshot.marks.map(\.kind) == [.monitorStart, .monitorStart])
            let series = try await fixture.monitor.history(
                of: [SeriesKey(.connectionMax).text], from: start - 10, to: start + 110, points: 100)
            #expect(series.first?.points.count == 2)
        }
    }

    @Test func aServerThatDiesLeavesAMarkAndNoSpike() async throws {
        try await TestServers.withOwnPostgres("dies") { server in
            try await MonitorFixture.withMonitor("dies", url: server.url) { fixture in
                for number in 0..<200 { try await fixture.database.write("SELECT \(number)") }
                let start = Date()
                try await fixture.sample(at: start)
                try await server.stop(.immediate)

                let blind = try await fixture.sample(at: start + 10)
                try await server.restart()
                let back = try await eventuallySees(fixture, at: start + 20)
                let after = try await fixture.sample(at: start + 30)

                #expect(blind.blindness != nil)
                #expect(blind[.monitorUp] == 0)
                #expect(blind[.poolConnections, "leased"] != nil)
                #expect(back.marks.map(\.kind).contains(.restart))
                #expect(back.marks.map(\.kind).contains(.blind))
                #expect(back.values.filter { $0.key.hasPrefix("postgresql.commits") }.isEmpty)
                #expect(after[.commits].map { $0 >= 0 && $0 < 50 } == true, "\(String(describing: after[.commits]))")
            }
        }
    }

    @Test func aResetOfTheStatisticsIsAMarkAndNoNegativeRate() async throws {
        try await MonitorFixture.withMonitor("reset") { fixture in
            for number in 0..<100 { try await fixture.database.write("SELECT \(number)") }
            let start = Date()
            try await fixture.sample(at: start)
            try await fixture.database.write("SELECT pg_stat_reset()")
            try await fixture.database.write("SELECT pg_stat_statements_reset()")

            let snapshot = try await fixture.sample(at: start + 10)
            let next = try await fixture.sample(at: start + 20)

            #expect(Set(snapshot.marks.map(\.kind)).isSuperset(of: [.statisticsReset, .statementsReset]))
            for value in (snapshot.values.merging(next.values) { min($0, $1) }) {
                #expect(value.value >= 0, "\(value)")
            }
        }
    }

    private func eventuallySees(_ fixture: MonitorFixture, at time: Date) async throws -> MonitorSnapshot {
        var found: MonitorSnapshot?
        let sees = try await eventually {
            let snapshot = try await fixture.sample(at: time)
            if snapshot.blindness == nil { found = snapshot }
            return found != nil
        }
        #expect(sees)
        return try #require(found)
    }
}
