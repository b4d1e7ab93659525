import DatabaseMonitoring
import Foundation

/// Alerts as a table for a terminal.
enum AlertTable {
    private static let columns: [TextTable.Column] = [
        .init("name", .left), .init("severity", .left, rank: 2), .init("phase", .left), .init("value"),
        .init("limit"), .init("since", .left, rank: 1), .init("silenced", .left),
    ]

    /// Those that fire first, then those that may fire soon; each group by name.
    ///
    /// - Parameters:
    ///   - now: what `since` and `silenced` are counted from.
    ///   - width: the lines aren't wider; nil is as wide as is needed.
    static func lines(_ alerts: [AlertRow], now: Date, width: Int? = nil) -> [String] {
        let sorted = alerts.sorted { (rank($0.phase), $0.name) < (rank($1.phase), $1.name) }
        return TextTable(columns: columns, rows: sorted.map { row($0, now) }).lines(width: width)
    }

    private static func row(_ alert: AlertRow, _ now: Date) -> [String] {
        [
            alert.name, alert.severity.rawValue, alert.phase.rawValue, Figure.value(alert.value, unit: alert.unit),
            (alert.firesBelow ? "< " : "> ") + Figure.value(alert.limit, unit: alert.unit),
            alert.since.map { "\(Figure.seconds(now.timeIntervalSince($0))) ago" } ?? Figure.unknown,
            alert.silencedUntil.map { $0 > now ? "\(Figure.seconds($0.timeIntervalSince(now))) more" : "no" } ?? "no",
        ]
    }

    private static func rank(_ phase: AlertRow.Phase) -> Int {
        switch phase {
        case .firing: 0
        case .pending: 1
        case .resolved: 2
        case .ok: 3
        }
    }
}
