import Foundation
import TestServers
import Testing

@testable import DatabaseMonitoring

@Suite struct StatementDeltasTests {
    private let start = Date(timeIntervalSince1970: 1_000_000)

    private func counters(_ query: Int64, calls: Int, time: Double, rows: Int = 0) -> StatementCounters {
        StatementCounters(
            key: StatementKey(user: 10, database: 5, query: query, isTopLevel: true), calls: calls, time: time,
            rows: rows, blocksHit: 0, blocksRead: 0)
    }

    @Test func theFirstLookSaysNothingAndTheNextWhatWasDoneSince() throws {
        var deltas = StatementDeltas()
        #expect(deltas.advance([counters(1, calls: 10, time: 2)], at: start) == nil)

        let found = deltas.advance([counters(1, calls: 30, time: 3), counters(2, calls: 4, time: 8)], at: start + 10)
        let interval = try #require(found)

        #expect(interval.elapsed == 10)
        #expect(interval.changes.map(\.key.query) == [2, 1])
        #expect(interval.changes.map(\.calls) == [4, 20])
        #expect(deltas.totalCalls == 24)
        #expect(deltas.totalTime == 9)
    }

    @Test func aStatementThatWasForgottenAndCameBackLosesItsInterval() {
        var deltas = StatementDeltas()
        _ = deltas.advance([counters(1, calls: 10, time: 50)], at: start)

        // More calls than before, but less time: calls alone would not show it.
        let interval = deltas.advance([counters(1, calls: 12, time: 1)], at: start + 10)
        let next = deltas.advance([counters(1, calls: 13, time: 2)], at: start + 20)

        #expect(interval?.changes.isEmpty == true)
        #expect(next?.changes.map(\.calls) == [1])
    }

    @Test func theSameQueryOfTwoUsersAndLevelsIsKeptApart() {
        var deltas = StatementDeltas()
        let one = counters(1, calls: 1, time: 1)
        var other = one
        other.key.user = 11
        var nested = one
        nested.key.isTopLevel = false
        _ = deltas.advance([], at: start)

        let interval = deltas.advance([one, other, nested], at: start + 1)

        #expect(Set(interval?.changes.map(\.key.text) ?? []).count == 3)
    }

    @Test func afterAResetNothingIsCompared() {
        var deltas = StatementDeltas()
        _ = deltas.advance([counters(1, calls: 10, time: 2)], at: start)

        deltas.reset()

        #expect(deltas.advance([counters(1, calls: 3, time: 1)], at: start + 10) == nil)
    }

    /// A server that counts, forgets and is reset, against what was really executed: what is reported is never negative,
    /// and never more than was done.
    @Test func whatIsReportedIsNeverMoreThanWhatWasDone() {
        for seed in UInt64(1)...100 {
            var numbers = SeededNumbers(seed: seed)
            var (deltas, server, done, time) = (StatementDeltas(), [Int64: StatementCounters](), 0, start)
            var hasBaseline = false
            var reported = 0
            for _ in 0..<40 {
                if Int.random(in: 0..<5, using: &numbers) == 0 {
                    server[Int64.random(in: 0..<5, using: &numbers)] = nil
                }
                for query in Int64(0)..<5 where Bool.random(using: &numbers) {
                    let calls = Int.random(in: 1...20, using: &numbers)
                    var now = server[query] ?? counters(query, calls: 0, time: 0)
                    now.calls += calls
                    now.time += Double(calls)
                    server[query] = now
                    if hasBaseline { done += calls }
                }
                time += 10
                if let interval = deltas.advance(Array(server.values), at: time) {
                    #expect(interval.changes.allSatisfy { $0.calls > 0 && $0.time >= 0 }, "seed \(seed)")
                    reported += interval.calls
                }
                hasBaseline = true
                #expect(reported <= done, "seed \(seed)")
            }
            #expect(deltas.totalCalls == reported)
        }
    }
}
