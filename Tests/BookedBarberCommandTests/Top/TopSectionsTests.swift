import DatabaseMonitoring
import Foundation
import Testing

@testable import BookedBarberCommand

@Suite("The sections of top")
struct TopSectionsTests {
    private let now = ExampleSnapshot.time

    private func lines(
        _ section: TopView.Section, of snapshot: MonitorSnapshot = ExampleSnapshot.whole, width: Int = 120
    ) -> [String] {
        TopSections(snapshot: snapshot, order: .time, width: width, now: now).lines(section, room: 20)
    }

    private static let headings = [
        "Sessions: ", "Statements by ", "Locks: ", "Tables: ", "Indexes: ", "Replicas: ", "Replication slots: ",
        "Cache by kind of data: ", "Routes: ", "Marks: ",
    ]

    private func headings(in lines: [String]) -> [String] {
        lines.compactMap { line in Self.headings.first { line.hasPrefix($0) } }
    }

    @Test("stand below each other in the first one, at any width, and in the text for who can't scroll")
    func order() {
        for width in 60...200 {
            let text = TopScreen.text(ExampleSnapshot.whole, width: width, order: .time, now: now)

            #expect(headings(in: lines(.all, width: width)) == Self.headings, "\(width) columns")
            #expect(headings(in: text) == Self.headings, "\(width) columns")
        }
    }

    @Test("have the names of what they list at any width")
    func names() {
        for width in 60...200 {
            let lines = TopScreen.text(ExampleSnapshot.whole, width: width, order: .time, now: now)

            for name in ["appointments (12 p", "INVALID half_built", "far", "backup", "user_profile", "GET /v1/shops/"]
            {
                #expect(lines.contains { $0.contains(name) }, "\(name) at \(width) columns")
            }
            #expect(lines.allSatisfy { DisplayText($0).columns <= width }, "\(width) columns")
        }
    }

    @Test("say which locks are waited for, then which are held, and none of which there is none")
    func locks() {
        #expect(lines(.server)[0] == "Locks: waited for 1 Share; held 12 AccessShare, 3 RowExclusive")
        #expect(lines(.server, of: ExampleSnapshot.healthy)[0] == "Locks: none was seen")
    }

    @Test("have the largest tables with rows, scans, writes and the last vacuum")
    func tables() throws {
        let lines = lines(.all)
        let narrow = self.lines(.all, width: 80)

        let heading = try #require(lines.firstIndex(of: "Tables: 8 of 11, the largest first"))
        let rows = lines[heading...].prefix(11).map { $0.split(separator: " ").joined(separator: " ") }
        #expect(rows[1] == "size live dead seq/s writes/s vacuumed table")
        #expect(rows[2] == "3.0 GiB 120,000 340 0.50 41 never appointments (12 partitions)")
        #expect(rows[3] == "10.0 MiB 120,000 340 0.50 41 10 min ago table_10")
        #expect(rows[9].hasSuffix("table_4") && rows[10].isEmpty)
        #expect(narrow.contains { $0.contains("vacuumed") && $0.contains("writes/s") })
    }

    @Test("have the index that is not valid before the largest ones")
    func indexes() throws {
        let lines = lines(.all)

        let heading = try #require(lines.firstIndex(of: "Indexes: 5 of 7, the invalid first"))
        let rows = lines[heading...].prefix(8).map { $0.split(separator: " ").joined(separator: " ") }
        #expect(rows[2] == "8.0 KiB 700 appointments INVALID half_built")
        #expect(rows[3] == "6.0 MiB 700 appointments index_6")
        #expect(rows[6].hasSuffix("index_3") && rows[7].isEmpty)
    }

    @Test("have replicas and slots, those that are furthest behind first, and nothing where there are none")
    func replication() throws {
        let rows = lines(.server).map { $0.split(separator: " ").joined(separator: " ") }

        let replicas = try #require(rows.firstIndex(of: "Replicas: 2, the furthest behind first"))
        #expect(rows[replicas + 2] == "5.0 MiB 2.5 s catchup no far")
        #expect(rows[replicas + 3] == "0 B - streaming yes near")
        let slots = try #require(rows.firstIndex(of: "Replication slots: 1"))
        #expect(rows[slots + 2] == "3.0 GiB no extended backup")
        #expect(!lines(.all, of: ExampleSnapshot.healthy).contains { $0.hasPrefix("Repl") })
    }

    @Test("have routes and kinds of cached data, the busiest first")
    func program() throws {
        let rows = lines(.routes).map { $0.split(separator: " ").joined(separator: " ") }

        #expect(rows[0] == "Routes: 10, the busiest first" && rows[1] == "requests/s errors/s p50 p95 p99 route")
        #expect(rows[2] == "1,200 0 1.0 ms 4.0 ms 12 ms GET /v1/shops/{id}")
        let cache = try #require(rows.firstIndex(of: "Cache by kind of data: 3, the busiest first"))
        #expect(rows[cache + 2] == "300 99.0 % 10 10 B user_profile")
        #expect(rows[cache + 4] == "0 - 10 10 B static_data")
        #expect(lines(.all).contains("Routes: 8 of 10, the busiest first"))
    }

    @Test("have the last marks, the newest first")
    func marks() throws {
        let lines = lines(.all)

        let heading = try #require(lines.firstIndex(of: "Marks: 5 of 7, the newest first"))
        #expect(lines[heading + 2].contains("1 min ago  statistics reset  Reset number 7"))
        #expect(lines[heading + 6].contains("Reset number 3") && lines.last == "")
    }

    @Test("on keys of their own have all rows, and what isn't sampled stands with the server")
    func alone() {
        var snapshot = ExampleSnapshot.whole
        snapshot.missing = [MissingPart(part: "pg_locks", reason: "No right.", remedy: "Grant pg_monitor.")]

        let (tables, server) = (lines(.tables, of: snapshot), lines(.server, of: snapshot))

        #expect(tables.contains("Tables: 11, the largest first") && tables.contains("Indexes: 7, the invalid first"))
        #expect(server.contains("Marks: 7, the newest first"))
        #expect(server.contains("Not sampled: pg_locks. No right. Grant pg_monitor."))
        #expect(lines(.all, of: snapshot).count { $0.hasPrefix("Not sampled: pg_locks") } == 1)
    }
}
