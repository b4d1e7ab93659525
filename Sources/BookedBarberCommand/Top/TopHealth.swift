import DatabaseMonitoring
import Foundation

/// Whether all is well, in one sentence.
struct TopHealth: Sendable {
    let text: String

    init(_ snapshot: MonitorSnapshot, now: Date) {
        let age = now.timeIntervalSince(snapshot.time)
        let firing = snapshot.alerts.filter { $0.phase == .firing }
        let faults = Self.faults(snapshot.monitor)
        if let blindness = snapshot.blindness {
            text = "BLIND: \(blindness)"
        } else if age > 3 * snapshot.interval + 5 {
            text = "STALE: the monitor has taken no sample for \(Figure.seconds(age))"
        } else if firing.isEmpty, faults.isEmpty {
            let pending = snapshot.alerts.count { $0.phase == .pending }
            text = "All well" + (pending > 0 ? "; \(Self.alerts(pending)) may fire soon" : "")
        } else {
            let isCritical = firing.contains { $0.severity == .critical }
            let sentences = (firing.isEmpty ? [] : [Self.firing(firing)]) + faults
            text = "\(isCritical ? "CRITICAL" : "WARNING"): \(sentences.joined(separator: "; "))"
        }
    }

    private static func firing(_ firing: [AlertRow]) -> String {
        let critical = firing.count { $0.severity == .critical }
        let part = critical > 0 && critical < firing.count ? ", \(critical) of them critical" : ""
        return "\(alerts(firing.count)) firing\(part)"
    }

    /// What keeps the monitor itself from its work; ``TopNotices`` says why.
    private static func faults(_ monitor: MonitorFacts) -> [String] {
        [
            monitor.historyFailure.map { _ in "no history is written" },
            monitor.webhookFailure.map { _ in "alerts aren't delivered" },
        ].compactMap(\.self)
    }

    private static func alerts(_ count: Int) -> String { count == 1 ? "1 alert" : "\(count) alerts" }
}
