import DatabaseMonitoring
import Foundation
import TestServers

/// Snapshots as a monitor could say them, and worse: any length, any characters, parts missing.
enum GeneratedSnapshot {
    static let time = Date(timeIntervalSince1970: 1_800_000_000)

    /// What a person, or a person who means ill, might write into a name or a statement.
    private static let pieces = [
        "SELECT * FROM appointments", "UPDATE users SET full_name = $1", "\u{1B}[2J\u{1B}]0;owned\u{07}", "\r\n\t", " ",
        "床屋の予約", "e\u{301}\u{301}\u{301}\u{301}\u{301}", "👨‍👩‍👧", "🇨🇭", "👍🏽", "\u{202E}txet", "\u{9B}31m", "ﷺ", "नमस्ते", "각",
        "\u{0}", "\u{FEFF}", "❤️", "\u{E000}", "--",
    ]

    static func text(_ numbers: inout SeededNumbers) -> String {
        (0..<numbers.number(0...30)).map { _ in pieces[numbers.number(0...pieces.count - 1)] }.joined()
    }

    static func figure(_ numbers: inout SeededNumbers) -> Double {
        let magnitudes = [0, 0.000_004, 0.003, 0.4, 1, 99.96, 12_345, 8.6e9, 1e300, -1]
        return magnitudes[numbers.number(0...magnitudes.count - 1)]
    }

    static func maybe(_ numbers: inout SeededNumbers) -> Double? {
        numbers.happens(70) ? figure(&numbers) : nil
    }

    static func many<Row>(_ numbers: inout SeededNumbers, _ row: (inout SeededNumbers) -> Row) -> [Row] {
        (0..<numbers.number(0...20)).map { _ in row(&numbers) }
    }

    static func session(_ numbers: inout SeededNumbers) -> SessionRow {
        SessionRow(
            pid: numbers.number(1...4_000_000), user: numbers.happens(50) ? text(&numbers) : nil,
            application: text(&numbers), state: numbers.happens(50) ? "idle in transaction (aborted)" : text(&numbers),
            wait: numbers.happens(50) ? text(&numbers) : nil, transactionAge: maybe(&numbers),
            queryAge: maybe(&numbers), stateAge: maybe(&numbers), query: text(&numbers))
    }

    static func node(_ numbers: inout SeededNumbers, depth: Int = 0) -> BlockingNode {
        BlockingNode(
            session: session(&numbers), lock: depth > 0 ? text(&numbers) : nil,
            waited: depth > 0 ? maybe(&numbers) : nil,
            blocked: depth < 12 && numbers.happens(60) ? [node(&numbers, depth: depth + 1)] : [],
            isCycle: numbers.happens(10))
    }

    static func statement(_ numbers: inout SeededNumbers) -> StatementRow {
        StatementRow(
            id: "\(numbers.next())", queryIdentifier: 1, text: text(&numbers), user: nil, calls: figure(&numbers),
            time: figure(&numbers), rows: figure(&numbers), blocksHit: 0, blocksRead: 0, meanTime: figure(&numbers),
            totalCalls: 1, totalTime: 1)
    }

    static func alert(_ numbers: inout SeededNumbers) -> AlertRow {
        AlertRow(
            name: text(&numbers), title: text(&numbers), severity: numbers.happens(50) ? .warning : .critical,
            phase: AlertRow.Phase.allCases[numbers.number(0...3)], value: maybe(&numbers), limit: figure(&numbers),
            clearLimit: 0, firesBelow: numbers.happens(50),
            unit: ["s", "By", "%", "1", "{query}/s"][numbers.number(0...4)],
            duration: 60, since: numbers.happens(80) ? time.addingTimeInterval(-figure(&numbers)) : nil,
            evidence: [Evidence(title: text(&numbers), text: text(&numbers))], advice: text(&numbers),
            silencedUntil: numbers.happens(30) ? time.addingTimeInterval(figure(&numbers)) : nil)
    }

    static func make(_ numbers: inout SeededNumbers) -> MonitorSnapshot {
        var snapshot = MonitorSnapshot(time: time, interval: 10)
        if numbers.happens(80) {
            snapshot.server = ServerFacts(
                version: text(&numbers), database: text(&numbers),
                startedAt: time.addingTimeInterval(-figure(&numbers)),
                isInRecovery: numbers.happens(50), systemIdentifier: nil, timeline: nil,
                connectionLimit: numbers.number(0...1000))
        }
        snapshot.blindness = numbers.happens(20) ? text(&numbers) : nil
        for metric in [MonitorMetric.processorTime, .memory, .eventLoopDelay, .bufferHitRatio] {
            snapshot.values[SeriesKey(metric).text] = maybe(&numbers)
        }
        for state in ["active", "idle", text(&numbers)] {
            snapshot.values[SeriesKey(.connections, [state]).text] = maybe(&numbers)
        }
        snapshot.sessions = many(&numbers, session)
        snapshot.blocking = many(&numbers) { node(&$0) }
        snapshot.statements = many(&numbers, statement)
        snapshot.coverage = maybe(&numbers)
        snapshot.cache = many(&numbers) { numbers in
            CacheRow(
                kind: text(&numbers), requests: figure(&numbers), hitRatio: maybe(&numbers), entries: 1, bytes: 1)
        }
        snapshot.routes = many(&numbers) { numbers in
            RouteRow(
                route: text(&numbers), requests: figure(&numbers), errors: figure(&numbers), median: maybe(&numbers),
                p95: maybe(&numbers), p99: maybe(&numbers))
        }
        snapshot.alerts = many(&numbers, alert)
        snapshot.missing = numbers.happens(30) ? [MissingPart(part: "p", reason: text(&numbers), remedy: "r")] : []
        if numbers.happens(70) {
            snapshot.pool = PoolRow(
                leased: numbers.number(0...80), idle: 3, connecting: 1, waiting: 2, limit: numbers.number(0...70),
                isUnavailable: numbers.happens(50), lastConnectError: text(&numbers), lanes: 2, laneDepth: 4)
        }
        snapshot.monitor.historyFailure = numbers.happens(20) ? text(&numbers) : nil
        snapshot.monitor.webhookFailure = numbers.happens(20) ? text(&numbers) : nil
        addStorage(to: &snapshot, &numbers)
        return snapshot
    }
}
