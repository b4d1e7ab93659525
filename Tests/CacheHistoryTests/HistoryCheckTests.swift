import CacheHistory
import Testing

/// Each rule in both directions: what is legal passes, what isn't is found.
@Suite struct HistoryCheckTests {
    private func check(
        _ processes: [[HistoryEvent]], _ commits: [HistoryCommit], stops: [HistoryInterval] = [],
        outages: [HistoryInterval] = []
    ) -> Int {
        var histories = processes.enumerated().map { ProcessHistory(name: "\($0 + 1)", events: $1) }
        histories[histories.count - 1].stops = stops
        return HistoryCheck(processes: histories, commits: commits, outages: outages, bound: 100).violations().count
    }

    private func read(_ version: Int, at begin: Int64) -> HistoryEvent {
        .read(key: 1, version: version, begin: begin, end: begin + 1)
    }

    private let written = HistoryEvent.write(key: 1, version: 2, begin: 10, end: 20)
    private let commits = [
        HistoryCommit(key: 1, version: 1, by: 5, hasReturned: true),
        HistoryCommit(key: 1, version: 2, by: 20, hasReturned: true),
    ]

    @Test func aReadAfterAnOwnWriteHasToSeeIt() {
        let later = commits + [HistoryCommit(key: 1, version: 3, by: 1000)]

        #expect(check([[written, read(1, at: 21)]], commits) == 1)
        #expect(check([[written, read(1, at: 20)]], commits) == 0, "began before it returned")
        #expect(check([[written, read(3, at: 21)]], later) == 0, "seen before it was certain")
        #expect(check([[written, .read(key: 1, version: 1, begin: 15, end: 99)]], commits) == 0)
    }

    @Test func aReadOfAnotherProcessHasToSeeItWithinTheBound() {
        #expect(check([[written], [read(1, at: 120)]], commits) == 0)
        #expect(check([[written], [read(1, at: 121)]], commits) == 1)
    }

    @Test func aWriteThatNobodyReportedIsAskedForFromWhenItWasSeenOn() {
        let unknown = HistoryEvent.unknown(number: 1, key: 1, begin: 10, end: 20)
        let seen = [HistoryCommit(key: 1, version: 1, by: 1000)]

        #expect(check([[unknown, read(0, at: 21)], [read(0, at: 1100)]], seen) == 0)
        #expect(check([[unknown, read(1, at: 21)], [read(1, at: 22)]], seen) == 0, "may be seen before")
        #expect(check([[unknown], [read(0, at: 1101)]], seen) == 1)
        #expect(check([[unknown, read(0, at: 1101)]], seen) == 1, "by its own process as well")
        #expect(check([[unknown], [read(0, at: 5000)]], []) == 0, "it was rolled back")
    }

    @Test func aVersionThatWasNeverCommittedIsWrong() {
        #expect(check([[read(2, at: 1)]], commits) == 0)
        #expect(check([[read(3, at: 1)]], commits) == 1)
        #expect(check([[read(1, at: 1)]], [HistoryCommit(key: 1, version: 2, by: 5)]) == 1, "one in between")
    }

    @Test func aWriteThatEndsLateDoesNotHideALaterVersion() {
        let commits = [
            HistoryCommit(key: 1, version: 3, by: 10, hasReturned: true),
            HistoryCommit(key: 1, version: 2, by: 50, hasReturned: true),
        ]

        #expect(check([[read(2, at: 151)]], commits) == 1)
    }

    @Test func whilePostgreSQLIsAwayNothingIsDue() {
        let outage = [HistoryInterval(60, 500)]

        #expect(check([[written], [read(1, at: 600)]], commits, outages: outage) == 0)
        #expect(check([[written], [read(1, at: 601)]], commits, outages: outage) == 1)
        #expect(check([[written], [read(1, at: 301)]], commits, outages: [HistoryInterval(300, 500)]) == 1)
    }

    @Test func whatWasDueStaysSoInALaterOutage() {
        let outages = [HistoryInterval(10, 30), HistoryInterval(130, 900)]

        #expect(check([[written], [read(1, at: 130)]], commits, outages: outages) == 0)
        #expect(check([[written], [read(1, at: 131)]], commits, outages: outages) == 1)
    }

    @Test func outagesInARowExcuseOnlyWhatHadNoTimeBetweenThem() {
        let near = [HistoryInterval(50, 100), HistoryInterval(199, 250)]
        let apart = [HistoryInterval(50, 100), HistoryInterval(200, 250)]

        #expect(check([[written], [read(1, at: 260)]], commits, outages: near) == 0)
        #expect(check([[written], [read(1, at: 260)]], commits, outages: apart) == 1)
    }

    @Test func theNetworkOfOneProcessExcusesNoOther() {
        let lost: [HistoryEvent] = [.unreachable(at: 50), read(1, at: 121), .reachable(at: 200), read(1, at: 300)]

        #expect(check([[written], lost], commits) == 0)
        #expect(check([[written], lost + [read(1, at: 301)]], commits) == 1)
        #expect(check([[written], [.unreachable(at: 50), read(1, at: 9000)]], commits) == 0, "it didn't come back")
        #expect(check([[written], [.unreachable(at: 50)], [read(1, at: 121)]], commits) == 1)
    }

    @Test func aPauseOfAProcessExcusesOnlyWhatItLearnsByTheOutbox() {
        let unreported = [commits[0], HistoryCommit(key: 1, version: 2, by: 20)]
        let stop = [HistoryInterval(50, 500)]

        #expect(check([[written], [read(1, at: 501)]], commits, stops: stop) == 1, "Redis had been told")
        #expect(check([[], [read(1, at: 600)]], unreported, stops: stop) == 0)
        #expect(check([[], [read(1, at: 601)]], unreported, stops: stop) == 1)
    }

    @Test func writesOfOtherProgramsAreDueFromTheirCommitOn() {
        let commits = [HistoryCommit(key: 1, version: 1, way: .outbox, by: 20, hasReturned: true)]

        #expect(check([[read(0, at: 120)]], commits) == 0)
        #expect(check([[read(0, at: 121)]], commits) == 1)
        #expect(check([[read(0, at: 600)]], commits, stops: [HistoryInterval(50, 500)]) == 0)
    }
}
