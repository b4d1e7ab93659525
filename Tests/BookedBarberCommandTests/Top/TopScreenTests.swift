import DatabaseMonitoring
import Foundation
import TestServers
import Testing

@testable import BookedBarberCommand

@Suite("The screen of top")
struct TopScreenTests {
    private let now = ExampleSnapshot.time.addingTimeInterval(3)

    private func lines(
        _ snapshot: MonitorSnapshot?, columns: Int = 120, rows: Int = 50, view: TopView = TopView(),
        trouble: String? = nil
    ) -> [String] {
        let size = TerminalSize(columns: columns, rows: rows)
        return TopScreen(snapshot, size: size, view: view, trouble: trouble, now: now).lines
    }

    @Test("says first whether all is well, then how busy everything is")
    func header() {
        let lines = lines(ExampleSnapshot.healthy)

        #expect(
            Array(lines.prefix(8)) == [
                "All well", "PostgreSQL   15.18, bookedbarber  primary  up 3 d 4 h  sampled 3 s ago",
                "requests     1,234/s  p50 3.0 ms  p95 9.0 ms  p99 12 ms  errors 0.10/s",
                "connections  ████░░░░░░  45 of 97 (46.4 %)  40 idle  5 active",
                "pool         █░░░░░░░░░  7 leased of 70  43 idle  0 waiting  2 lanes with 14 reads",
                "cache        89.0 % hits  user_profile 99.0 %  revenue 59.0 %",
                "process      CPU 34.2 % of a core  memory 210 MiB  monitor 0.2 % of a core", "",
            ])
    }

    @Test("shows what fires, who blocks whom, sessions, statements and the keys, in this order")
    func order() throws {
        let lines = lines(ExampleSnapshot.blocked)

        #expect(lines[0] == "CRITICAL: 1 alert firing")
        #expect(lines[7] == "! critical A statement waits for a lock: 12 s, limit 100 ms, for 13 s")
        let tree = try #require(lines.firstIndex(of: "Blocking: 2 sessions wait, the longest for 12 s"))
        #expect(lines[tree + 1].hasPrefix("4711 bookedbarber  idle in transaction 35 s  UPDATE appointments"))
        #expect(lines[tree + 2].hasPrefix("└─ 4712 bookedbarber  waits 12 s for ShareLock on transaction 900"))
        #expect(lines[tree + 3].hasPrefix("   └─ 4713 bookedbarber  waits 3 s for AccessExclusiveLock"))
        #expect(lines[tree + 5] == "Sessions: 3, the oldest transaction first")
        let statements = lines.firstIndex {
            $0 == "Statements by time: they explain 93.0 % of the time in which the database was active"
        }
        #expect(try #require(statements) > tree)
        #expect(
            lines.last == "[1 all] 2 statements 3 sessions 4 alerts 5 tables 6 server 7 routes  q quit  ? help  s sort")
    }

    @Test(
        "sorts statements as asked, and marks the column",
        arguments: [
            (StatementOrder.time, "time▾", ["SELECT id", "UPDATE ap", "SELECT na"]),
            (.calls, "calls/s▾", ["SELECT id", "SELECT na", "UPDATE ap"]),
            (.mean, "mean▾", ["UPDATE ap", "SELECT na", "SELECT id"]),
            (.rows, "rows/s▾", ["SELECT na", "SELECT id", "UPDATE ap"]),
        ])
    func sorted(order: StatementOrder, column: String, texts: [String]) throws {
        let lines = lines(ExampleSnapshot.healthy, view: TopView(section: .statements, order: order))

        let heading = try #require(lines.firstIndex { $0.contains(column) })
        for (line, text) in zip(lines.dropFirst(heading + 1), texts) { #expect(line.contains(text), "\(line)") }
    }

    @Test("of alerts has evidence and advice of those that fire, and all of them in a table")
    func alerts() {
        let lines = lines(ExampleSnapshot.blocked, view: TopView(section: .alerts))

        #expect(lines.contains("  Blocking tree") && lines.contains("    └─ 4712 app"))
        #expect(lines.contains("  End the session that holds the lock."))
        #expect(lines.contains { $0.hasPrefix("connection_usage  warning") && $0.contains("> 80 %") })
    }

    @Test("says why there is nothing new, above what was known before")
    func trouble() {
        let first = lines(nil, trouble: "No server is running.")
        let later = lines(ExampleSnapshot.healthy, trouble: "No server is running.")

        #expect(lines(nil)[0] == "Waiting for the first sample.")
        #expect(first[0] == "! No server is running. Trying again.")
        #expect(later[0] == first[0] && later[1] == "All well")
    }

    @Test("tells blindness and age of the sample before anything else")
    func health() {
        var blind = ExampleSnapshot.blocked
        blind.blindness = "PostgreSQL doesn't answer in time."
        let old = ExampleSnapshot.time.addingTimeInterval(60)

        #expect(lines(blind)[0] == "BLIND: PostgreSQL doesn't answer in time.")
        #expect(
            TopHealth(ExampleSnapshot.blocked, now: old).text == "STALE: the monitor has taken no sample for 1 min")
    }

    @Test(
        "is not well while the monitor can't write history or can't send alerts",
        arguments: [
            ("disk full", nil, "WARNING: no history is written"),
            (nil, "HTTP 500", "WARNING: alerts aren't delivered"),
            ("disk full", "HTTP 500", "WARNING: no history is written; alerts aren't delivered"),
        ] as [(String?, String?, String)])
    func faults(history: String?, webhook: String?, text: String) {
        var (well, blocked) = (ExampleSnapshot.healthy, ExampleSnapshot.blocked)
        (well.monitor.historyFailure, well.monitor.webhookFailure) = (history, webhook)
        blocked.monitor = well.monitor

        let lines = lines(well)

        #expect(lines[0] == text)
        #expect([history, webhook].compactMap(\.self).allSatisfy { reason in lines.contains { $0.contains(reason) } })
        #expect(
            TopHealth(blocked, now: now).text
                == text.replacing("WARNING: ", with: "CRITICAL: 1 alert firing; "))
    }

    @Test(
        "has the names of all keys at the bottom where there is room, and always how to leave and go back",
        arguments: 60...200)
    func footer(columns: Int) {
        let last = lines(ExampleSnapshot.whole, columns: columns, rows: 24).last ?? ""
        let chosen = lines(ExampleSnapshot.whole, columns: columns, view: TopView(section: .server)).last ?? ""

        #expect(last.contains("q quit") && last.contains("[1 all]"))
        #expect(chosen.hasPrefix("1 all") && chosen.contains("[6 server]"))
        #expect(last.contains("7 routes") == (columns >= 97), "\(last)")
    }

    @Test("explains the key of every section", arguments: TopView.Section.allCases)
    func help(section: TopView.Section) {
        let keys = lines(ExampleSnapshot.healthy, view: TopView(isHelpShown: true)).map { $0.prefix(14) }

        #expect(keys.contains { $0.split(separator: " ").contains("\(section.rawValue)") })
    }

    @Test("of what isn't sampled says how to have it")
    func missing() {
        var snapshot = ExampleSnapshot.healthy
        snapshot.statements = []
        snapshot.missing = [
            MissingPart(
                part: "pg_stat_statements", reason: "It isn't loaded.", remedy: "Add it to shared_preload_libraries.")
        ]

        #expect(
            lines(snapshot).contains(
                "Not sampled: pg_stat_statements. It isn't loaded. Add it to shared_preload_libraries."))
    }

    @Test("scrolls what is below the header, and no further than its end")
    func scrolling() {
        var snapshot = ExampleSnapshot.healthy
        snapshot.statements = (0..<60).map {
            ExampleSnapshot.statement("\($0)", "SELECT \($0)", calls: 1, time: Double(100 - $0), mean: 1, rows: 1)
        }
        let size = TerminalSize(columns: 80, rows: 30)
        var view = TopView(section: .statements)
        let top = TopScreen(snapshot, size: size, view: view, now: now)

        view.scroll = .max
        let bottom = TopScreen(snapshot, size: size, view: view, now: now)

        #expect(top.lines[10].hasSuffix("SELECT 0") && top.lines[0] == bottom.lines[0])
        #expect(bottom.lines[27].hasSuffix("SELECT 59"))
        #expect(top.lines.count == 30 && bottom.lines.count == 30 && top.furthestScroll == 63 - 21)
        #expect(bottom.lines[29].contains("42/42"))
    }

    @Test("fits any terminal, whatever the snapshot has in it")
    func anything() {
        var numbers = SeededNumbers.anew(in: "TopScreen")
        for _ in 0..<60 {
            let snapshot = GeneratedSnapshot.make(&numbers)
            let (columns, rows) = (numbers.number(1...200), numbers.number(1...80))
            var view = TopView()
            view.section = TopView.Section.allCases[numbers.number(0...6)]
            view.order = StatementOrder.allCases[numbers.number(0...3)]
            view.scroll = numbers.number(0...400)
            view.isHelpShown = numbers.happens(10)
            let trouble = numbers.happens(20) ? GeneratedSnapshot.text(&numbers) : nil

            let lines = lines(snapshot, columns: columns, rows: rows, view: view, trouble: trouble)
            let text = TopScreen.text(snapshot, width: columns, order: view.order, now: now)

            #expect(lines.count <= rows && (rows < 8 || lines.count == rows))
            for line in lines + text {
                #expect(DisplayText(line).columns <= columns && isHarmless(line), "\(line.debugDescription)")
            }
        }
    }

    @Test("as text has every session, twenty statements, no keys and no empty end")
    func once() {
        var snapshot = ExampleSnapshot.blocked
        snapshot.sessions = (0..<50).map { ExampleSnapshot.session($0, "active", age: 1, "SELECT") }
        snapshot.statements = (0..<60).map {
            ExampleSnapshot.statement("\($0)", "SELECT \($0)", calls: 1, time: Double(100 - $0), mean: 1, rows: 1)
        }

        let lines = TopScreen.text(snapshot, width: 100, order: .time, now: now)

        #expect(lines.count { $0.hasSuffix("SELECT") } == 50)
        #expect(lines.contains { $0.hasSuffix("SELECT 19") } && !lines.contains { $0.hasSuffix("SELECT 20") })
        #expect(lines.contains("  and 40 more") && lines.last?.isEmpty == false)
        #expect(!lines.joined().contains("q quit"))
    }
}
