import Foundation

@testable import DatabaseMonitoring

extension AlertEvent {
    static func of(
        _ kind: Kind, _ name: String = "lock_wait", at seconds: Double = 0, severity: AlertRow.Severity = .warning,
        value: Double? = 12, evidence: [Evidence] = []
    ) -> AlertEvent {
        let row = AlertRow(
            name: name, title: "Sessions wait for a lock", severity: severity,
            phase: kind == .resolved ? .resolved : .firing, value: value, limit: 0.1, clearLimit: 0.1,
            firesBelow: false,
            unit: "s", duration: 5, since: moment(seconds), evidence: evidence, advice: "End the session.",
            silencedUntil: nil)
        return AlertEvent(
            kind: kind, time: moment(seconds), row: row, began: moment(min(0, seconds)), worst: 14, planOf: nil)
    }
}
