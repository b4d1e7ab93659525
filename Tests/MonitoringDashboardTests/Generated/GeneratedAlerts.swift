import DatabaseMonitoring
import Foundation

/// The rules of the shop: quiet, and with three that are not.
struct GeneratedAlerts {
    let now: Date

    var quiet: [AlertRow] {
        [
            row("connection_usage", "Connection usage", .warning, 0.57, 0.8, 0.75, unit: "1"),
            row("slow_query", "Mean time of a statement", .warning, 0.021, 1, 0.8, unit: "s"),
            row("cache_hit_ratio", "Shared buffers' hit ratio", .warning, 0.994, 0.95, 0.96, below: true, unit: "1"),
            row("lock_wait", "Longest wait for a lock", .critical, 0, 0.1, 0.05, unit: "s"),
            row("idle_in_transaction", "Idle in transaction", .warning, 2, 300, 240, unit: "s"),
            row("disk_space", "Free disk space", .critical, 6.1e10, 1e10, 1.2e10, below: true, unit: "By"),
            row("error_rate", "Requests that failed", .critical, 0.2, 5, 4, unit: "{request}/s"),
        ]
    }

    var loud: [AlertRow] {
        var rows = quiet
        rows[0].phase = .pending
        rows[0].value = 0.83
        rows[0].since = now.addingTimeInterval(-40)
        rows[3].phase = .firing
        rows[3].value = 12.4
        rows[3].since = now.addingTimeInterval(-100)
        rows[3].evidence = [
            Evidence(
                title: "Blocking tree",
                text:
                    "4211 reports, idle in transaction for 131 s\n  4280 bookedbarber waits 12.4 s\n    4302 bookedbarber waits 7.1 s"
            )
        ]
        rows[4].phase = .firing
        rows[4].value = 331
        rows[4].since = now.addingTimeInterval(-320)
        return rows
    }

    private func row(
        _ name: String, _ title: String, _ severity: AlertRow.Severity, _ value: Double, _ limit: Double,
        _ clear: Double, below: Bool = false, unit: String
    ) -> AlertRow {
        AlertRow(
            name: name, title: title, severity: severity, phase: .ok, value: value, limit: limit, clearLimit: clear,
            firesBelow: below, unit: unit, duration: 60, since: nil, evidence: [],
            advice: "Look at who holds what others wait for, and end its transaction if nobody needs it.",
            silencedUntil: nil)
    }
}
