import Foundation
import TestServers
import Testing

@testable import DatabaseMonitoring

@Suite struct StatementHistoriesTests {
    private func row(_ id: String, calls: Double, time: Double) -> StatementRow {
        StatementRow(
            id: id, queryIdentifier: 1, text: "SELECT \(id)", user: nil, calls: calls, time: time, rows: 0,
            blocksHit: 0,
            blocksRead: 0, meanTime: time / calls, totalCalls: 1, totalTime: 1)
    }

    private func withHistory(_ body: (MetricsHistory) async throws -> Void) async throws {
        try await TestServers.withFolder("statements") { folder in
            let history = MetricsHistory(path: folder + "/history.sqlite")
            try await body(history)
            await history.close()
        }
    }

    @Test(arguments: [900.0, 3600, 21_600, 86_400])
    func aStatementThatRanOnceCountsOnceHoweverLongTheTimeIs(span: Double) async throws {
        try await withHistory { history in
            let end = Date(timeIntervalSince1970: 1_800_000_000)
            for number in 0..<90 {
                var rows = [row("often", calls: 10, time: 0.5)]
                if number == 45 { rows.append(row("once", calls: 0.1, time: 0.4)) }
                await history.append(
                    time: end - 900 + Double(number) * 10, values: StatementHistories.values(rows))
            }

            let found = await StatementHistories(history: history, interval: 10)
                .read(from: end - span, to: end, limit: 10) { $0 }

            #expect(found.map(\.id) == ["often", "once"])
            let once = try #require(found.last)
            #expect(abs(once.calls - 1) < 0.01, "\(once.calls)")
            #expect(abs(once.totalTime - 4) < 0.01)
            #expect(abs(once.meanTime - 4) < 0.01)
            #expect(abs(try #require(found.first).calls - 9000) < 200)
            #expect(once.sparkline.count { $0 != nil } == 1)
        }
    }

    @Test func theCostliestOfManyIsFoundWhateverItIsCalled() async throws {
        try await withHistory { history in
            let end = Date(timeIntervalSince1970: 1_800_000_000)
            for number in 0..<6 {
                let rows = (0..<40).map { row("id\(number * 40 + $0)", calls: 1, time: Double(number * 40 + $0)) }
                await history.append(time: end - 60 + Double(number) * 10, values: StatementHistories.values(rows))
            }

            let found = await StatementHistories(history: history, interval: 10)
                .read(from: end - 900, to: end, limit: 3) { _ in nil }

            #expect(found.map(\.id) == ["id239", "id238", "id237"])
        }
    }

    @Test func theSeriesOfAStatementIsItsRateOverAllOfTheTime() {
        let series = HistorySeries(
            key: "statement.calls{id=a}", step: 60,
            points: [.init(time: Date(timeIntervalSince1970: 0), minimum: 6, mean: 6, maximum: 6, samples: 1)])

        let whole = StatementCourse(series, interval: 10).whole

        #expect(whole.points.map(\.mean) == [1])
        #expect(whole.points.map(\.minimum) == [0])
    }
}
