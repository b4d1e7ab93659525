import CacheHistory
import Testing

@Suite struct HistoryEventTests {
    @Test func linesComeBackAsTheyWereAndACutOneIsDropped() {
        let events: [HistoryEvent] = [
            .read(key: 1, version: 2, begin: 3, end: 4), .write(key: 1, version: 2, begin: 3, end: 4),
            .write(key: 1, version: 2, way: .plain, begin: 3, end: 4),
            .write(key: 1, version: 2, way: .outbox, begin: 3, end: 4),
            .unknown(number: 9, key: 1, begin: 2, end: 3), .refused(number: 9, key: 1, begin: 2, end: 3),
            .invalidated(key: 1, wasTold: true, begin: 5, end: 6),
            .invalidated(key: 1, wasTold: false, begin: 5, end: 6), .unreachable(at: 5), .reachable(at: 6),
            .failed("no such thing"),
        ]
        let log = events.map(\.line).joined()

        #expect(ProcessHistory(name: "1", log: log).events == events)
        #expect(ProcessHistory(name: "1", log: String(log.dropLast(3))).events == Array(events.dropLast()))
    }

    @Test func whatIsDamagedIsNoEvent() {
        for line in ["", "r 1 2 3", "w 1 2 3 4", "wz 1 2 3 4", "d", "d x", "q 1 2 3 4"] {
            #expect(HistoryEvent(line[...]) == nil, "\(line)")
        }
    }
}
