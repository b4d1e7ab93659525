import CacheHistory
import Testing

@Suite struct HistoryCheckTests {
    private func check(_ processes: [[HistoryEvent]], further: [HistoryCheck.Commit] = [], last: Int = 9) -> [String] {
        let histories = processes.enumerated().map { ProcessHistory(name: "\($0 + 1)", events: $1) }
        return HistoryCheck(processes: histories, further: further, bound: 100, last: [1: last]).violations()
    }

    @Test func aReadAfterAnOwnWriteHasToSeeIt() {
        let write = HistoryEvent.write(key: 1, version: 2, begin: 10, end: 20)

        #expect(check([[write, .read(key: 1, version: 1, begin: 21, end: 22)]]).count == 1)
        #expect(check([[write, .read(key: 1, version: 1, begin: 20, end: 22)]]).isEmpty, "began before it returned")
        #expect(check([[write, .read(key: 1, version: 3, begin: 21, end: 22)]]).isEmpty)
        #expect(check([[write, .read(key: 1, version: 1, begin: 15, end: 99)]]).isEmpty)
    }

    @Test func aReadOfAnotherProcessHasToSeeItWithinTheBound() {
        let write = HistoryEvent.write(key: 1, version: 2, begin: 10, end: 20)

        #expect(check([[write], [.read(key: 1, version: 1, begin: 120, end: 130)]]).isEmpty)
        #expect(check([[write], [.read(key: 1, version: 1, begin: 121, end: 130)]]).count == 1)
    }

    @Test func aWriteOfADeadProcessCounts() {
        let dead = [HistoryCheck.Commit(key: 1, version: 5, by: 1000)]

        #expect(check([[.read(key: 1, version: 4, begin: 1101, end: 1102)]], further: dead).count == 1)
        #expect(check([[.read(key: 1, version: 4, begin: 1100, end: 1102)]], further: dead).isEmpty)
    }

    @Test func whatWasNeverWrittenIsWrong() {
        #expect(check([[.read(key: 1, version: 3, begin: 1, end: 2)]], last: 2).count == 1)
    }

    @Test func aWriteThatEndsLateDoesNotHideALaterVersion() {
        let writes: [HistoryEvent] = [
            .write(key: 1, version: 3, begin: 1, end: 10), .write(key: 1, version: 2, begin: 1, end: 50),
        ]

        #expect(check([writes, [.read(key: 1, version: 2, begin: 151, end: 152)]]).count == 1)
    }

    @Test func linesComeBackAsTheyWereAndACutOneIsDropped() {
        let events: [HistoryEvent] = [
            .read(key: 1, version: 2, begin: 3, end: 4), .write(key: 1, version: 2, begin: 3, end: 4),
            .unknown(key: 1, begin: 2, end: 3), .failed("no such thing"),
        ]
        let log = events.map(\.line).joined()

        #expect(ProcessHistory(name: "1", log: log).events == events)
        #expect(ProcessHistory(name: "1", log: String(log.dropLast(3))).events == Array(events.dropLast()))
    }
}
