import DatabaseMonitoring
import Foundation

/// Alerts: those that fire in a line each, or all of them with what shows the cause.
struct TopAlerts: Sendable {
    let snapshot: MonitorSnapshot
    let width: Int
    let now: Date

    /// The critical ones first, and of these those that fire for longest.
    private var firing: [AlertRow] {
        snapshot.alerts.filter { $0.phase == .firing }.sorted { first, second in
            guard first.severity == second.severity else { return first.severity == .critical }
            return (first.since ?? now, first.name) < (second.since ?? now, second.name)
        }
    }

    /// - Parameter limit: more are only counted.
    func lines(limit: Int) -> [String] {
        let firing = self.firing
        let shown = firing.prefix(firing.count > limit ? max(0, limit - 1) : limit)
        let rest = firing.count - shown.count
        return shown.map { "! \(DisplayText($0.severity.rawValue).padded(to: 8)) \(sentence($0))" }
            + (rest > 0 && limit > 0 ? ["  and \(rest) more: press 4"] : [])
    }

    /// With evidence and advice of those that fire, and the figures of all.
    var everything: [String] {
        let table = AlertTable.lines(snapshot.alerts, now: now, width: width)
        return firing.flatMap(details) + (snapshot.alerts.isEmpty ? ["There are no alert rules."] : table)
    }

    private func details(_ alert: AlertRow) -> [String] {
        var lines = ["\(alert.severity.rawValue): \(sentence(alert))"]
        for evidence in alert.evidence {
            lines.append("  \(evidence.title)")
            lines += evidence.text.split(whereSeparator: \.isNewline).map { "    \($0)" }
        }
        lines += WrappedText.lines(alert.advice, width: width - 2).map { "  \($0)" }
        return lines + [""]
    }

    private func sentence(_ alert: AlertRow) -> String {
        let value = Figure.value(alert.value, unit: alert.unit)
        let limit = Figure.value(alert.limit, unit: alert.unit)
        let since = alert.since.map { ", for \(Figure.seconds(now.timeIntervalSince($0)))" } ?? ""
        let silence = alert.silencedUntil.map { $0 > now ? ", silenced" : "" } ?? ""
        return "\(alert.title): \(value), limit \(limit)\(since)\(silence)"
    }
}
