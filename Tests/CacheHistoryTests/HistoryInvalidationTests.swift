import CacheHistory
import Testing

/// Calls of `invalidate`, and writes that depend on them.
@Suite struct HistoryInvalidationTests {
    private func check(
        _ processes: [[HistoryEvent]], by certain: Int64 = 20, outages: [HistoryInterval] = []
    ) -> Int {
        let histories = processes.enumerated().map { ProcessHistory(name: "\($0 + 1)", events: $1) }
        let commits = [HistoryCommit(key: 1, version: 1, way: .plain, by: certain, hasReturned: true)]
        return HistoryCheck(processes: histories, commits: commits, outages: outages, bound: 100).violations().count
    }

    private func read(at begin: Int64) -> HistoryEvent { .read(key: 1, version: 0, begin: begin, end: begin + 1) }

    private func invalidated(_ begin: Int64, _ end: Int64, wasTold: Bool = true) -> HistoryEvent {
        .invalidated(key: 1, wasTold: wasTold, begin: begin, end: end)
    }

    @Test func aPlainWriteAloneIsNotAskedFor() {
        let write = HistoryEvent.write(key: 1, version: 1, way: .plain, begin: 10, end: 20)

        #expect(check([[write, read(at: 5000)], [read(at: 5000)]]) == 0)
    }

    @Test func afterInvalidateTheProcessItselfSeesWhatWasThere() {
        #expect(check([[invalidated(30, 40), read(at: 40)]]) == 0)
        #expect(check([[invalidated(30, 40), read(at: 41)]]) == 1)
        #expect(check([[invalidated(30, 40, wasTold: false), read(at: 41)]]) == 1, "also when nobody was told")
    }

    @Test func afterInvalidateOthersSeeItWithinTheBound() {
        #expect(check([[invalidated(30, 40)], [read(at: 140)]]) == 0)
        #expect(check([[invalidated(30, 40)], [read(at: 141)]]) == 1)
        #expect(check([[invalidated(30, 40)], [read(at: 141)]], outages: [HistoryInterval(60, 90)]) == 0)
        #expect(check([[invalidated(30, 40, wasTold: false)], [read(at: 5000)]]) == 0, "nobody was told")
    }

    @Test func whatIsCommittedAfterInvalidateBeganIsNotAskedFor() {
        #expect(check([[invalidated(30, 40), read(at: 5000)], [read(at: 5000)]], by: 30) == 0)
        #expect(check([[invalidated(31, 40), read(at: 5000)], [read(at: 5000)]], by: 30) == 2)
    }
}
