import DatabaseMonitoring
import Foundation

/// How everything is, in one line and what is behind it.
struct Health: Sendable {
    enum Level: Int, Sendable, Comparable {
        case well, warning, critical

        static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
    }

    struct Trouble: Sendable {
        var level: Level
        var text: String
        var since: Date?
        /// Where the page says more.
        var anchor: String
    }

    /// The gravest first.
    let troubles: [Trouble]
    /// Alerts that haven't lasted long enough to fire.
    let pending: Int

    var level: Level { troubles.map(\.level).max() ?? .well }

    init(_ snapshot: MonitorSnapshot?, now: Date) {
        guard let snapshot else {
            troubles = [
                Trouble(level: .warning, text: "The first sample hasn't been taken yet", anchor: "monitor")
            ]
            pending = 0
            return
        }
        let all = Self.blindness(snapshot, now: now) + Self.alerts(snapshot) + Self.monitor(snapshot)
        // Stable: alerts keep their order.
        troubles = all.enumerated().sorted {
            ($1.element.level, $0.offset) < ($0.element.level, $1.offset)
        }.map(\.element)
        pending = snapshot.alerts.count { $0.phase == .pending }
    }

    private static func blindness(_ snapshot: MonitorSnapshot, now: Date) -> [Trouble] {
        if now.timeIntervalSince(snapshot.time) > snapshot.interval * 3 + 5 {
            return [Trouble(level: .critical, text: "No sample arrives", since: snapshot.time, anchor: "monitor")]
        }
        guard let reason = snapshot.blindness else { return [] }
        let since = snapshot.marks.last { $0.kind == .blind }?.time
        return [Trouble(level: .critical, text: "PostgreSQL can't be seen: \(reason)", since: since, anchor: "monitor")]
    }

    private static func alerts(_ snapshot: MonitorSnapshot) -> [Trouble] {
        snapshot.alerts.filter { $0.phase == .firing }.map { alert in
            let measure = Measure(ucum: alert.unit)
            let side = alert.firesBelow ? "below" : "above"
            let value = alert.value.map { " is \(measure.text($0)), \(side) \(measure.text(alert.limit))" } ?? ""
            return Trouble(
                level: alert.severity == .critical ? .critical : .warning, text: alert.title + value,
                since: alert.since, anchor: "alert-\(alert.name)")
        }
    }

    private static func monitor(_ snapshot: MonitorSnapshot) -> [Trouble] {
        let facts = snapshot.monitor
        let troubles = [
            facts.historyFailure.map { "History can't be written: \($0)" },
            facts.webhookFailure.map { "Alerts can't be sent: \($0)" },
        ]
        return troubles.compactMap { $0 }.map { Trouble(level: .warning, text: $0, anchor: "monitor") }
    }
}
