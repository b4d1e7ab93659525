import DatabaseMonitoring
import Foundation

/// Whether all is well, in one sentence.
struct TopHealth: Sendable {
    let text: String

    init(_ snapshot: MonitorSnapshot, now: Date) {
        let age = now.timeIntervalSince(snapshot.time)
        let firing = snapshot.alerts.filter { $0.phase == .firing }
        let critical = firing.count { $0.severity == .critical }
        if let blindness = snapshot.blindness {
            text = "BLIND: \(blindness)"
        } else if age > 3 * snapshot.interval + 5 {
            text = "STALE: the monitor has taken no sample for \(Figure.seconds(age))"
        } else if firing.isEmpty {
            let pending = snapshot.alerts.count { $0.phase == .pending }
            text = "All well" + (pending > 0 ? "; \(Self.alerts(pending)) may fire soon" : "")
        } else {
            text =
                (critical > 0 ? "CRITICAL" : "WARNING") + ": \(Self.alerts(firing.count)) firing"
                + (critical > 0 && critical < firing.count ? ", \(critical) of them critical" : "")
        }
    }

    private static func alerts(_ count: Int) -> String { count == 1 ? "1 alert" : "\(count) alerts" }
}
