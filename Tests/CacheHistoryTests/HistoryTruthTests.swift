import CacheHistory
import Testing

/// What the database held in the end against what processes were told, and when a commit is certain.
@Suite struct HistoryTruthTests {
    private func check(_ processes: [[HistoryEvent]], _ rows: [Int], sights: [(Int, Int64)] = []) -> [String] {
        let histories = processes.enumerated().map { ProcessHistory(name: "\($0 + 1)", events: $1) }
        let truth = HistoryTruth(
            rows: rows.map { HistoryTruth.Row(key: 1, version: $0, writer: "1", number: $0) },
            sights: sights.map { HistoryTruth.Sight(key: 1, version: $0, time: $1) }, end: 10_000)
        return HistoryCheck(processes: histories, truth: truth, bound: 100).violations()
    }

    private func read(_ version: Int, at begin: Int64) -> HistoryEvent {
        .read(key: 1, version: version, begin: begin, end: begin + 1)
    }

    @Test func aWriteThatHasReturnedIsThere() {
        let write = HistoryEvent.write(key: 1, version: 1, begin: 10, end: 20)

        #expect(check([[write]], [1]).isEmpty)
        #expect(check([[write]], []).count == 1)
    }

    @Test func aWriteThatFailedIsNotThere() {
        let refused = HistoryEvent.refused(number: 1, key: 1, begin: 10, end: 20)
        let unknown = HistoryEvent.unknown(number: 1, key: 1, begin: 10, end: 20)

        #expect(check([[refused]], [2]).isEmpty)
        #expect(check([[refused]], [1]).count == 1)
        #expect(check([[], [refused]], [1]).isEmpty, "of another writer")
        #expect(check([[unknown]], [1]).isEmpty && check([[unknown]], []).isEmpty)
    }

    @Test func aSightMakesACommitCertainAndAllBeforeIt() {
        let sights: [(Int, Int64)] = [(2, 1000)]

        #expect(check([[read(1, at: 1100)]], [1, 2], sights: sights).isEmpty)
        #expect(check([[read(0, at: 1101)]], [1], sights: sights).count == 1)
        #expect(check([[read(1, at: 1101)]], [1, 2], sights: sights).count == 1)
    }

    @Test func whicheverIsFirstCounts() {
        let write = HistoryEvent.write(key: 1, version: 1, begin: 10, end: 500)

        #expect(check([[write], [read(0, at: 601)]], [1], sights: [(1, 1000)]).count == 1, "its return")
        #expect(check([[write], [read(0, at: 201)]], [1], sights: [(1, 100)]).count == 1, "the sight")
        #expect(check([[write], [read(0, at: 200)]], [1], sights: [(1, 100)]).isEmpty)
    }

    @Test func whatNobodyHasSeenIsCertainInTheEnd() {
        #expect(check([[read(0, at: 9999)]], [1]).isEmpty)
    }
}
