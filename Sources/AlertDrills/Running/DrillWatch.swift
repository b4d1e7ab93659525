import DatabaseMonitoring
import Foundation
import LocalServers
import Synchronization

/// Follows a drill through the monitor's samples, and waits for its steps.
final class DrillWatch: Sendable {
    /// How long each step may take.
    let patience: Duration
    private let course: Mutex<DrillCourse>
    private let reporting: @Sendable (DrillStep) -> Void

    init(_ alert: String, patience: Duration, reporting: @escaping @Sendable (DrillStep) -> Void) {
        self.patience = patience
        self.reporting = reporting
        course = Mutex(DrillCourse(alert: alert))
    }

    var report: DrillReport {
        course.withLock { DrillReport(name: $0.alert, steps: $0.steps, others: $0.others) }
    }

    /// The monitor's observer.
    func see(_ snapshot: MonitorSnapshot, _ events: [AlertEvent]) {
        for step in course.withLock({ $0.see(snapshot, events) }) { reporting(step) }
    }

    func note(_ kind: DrillStep.Kind, _ text: String) {
        reporting(course.withLock { $0.note(kind, text, at: Date()) })
    }

    /// Waits until a step has happened.
    ///
    /// - Throws: ``DrillError`` when it hasn't in time; `CancellationError`.
    func reaches(_ kind: DrillStep.Kind) async throws {
        let isThere = await Polling.until(patience, every: .milliseconds(20)) {
            self.course.withLock { $0.has(kind) || $0.isFalseAlarm }
        }
        let course = course.withLock { $0 }
        if course.isFalseAlarm {
            throw DrillError(
                drill: course.alert, "\(course.alert) fired before there was a fault: \(Self.state(course)).")
        }
        try Task.checkCancellation()
        guard isThere else {
            throw DrillError(
                drill: course.alert,
                "\(course.alert) \(Self.words(kind)) within \(patience). \(Self.state(course)).")
        }
    }

    private static func words(_ kind: DrillStep.Kind) -> String {
        switch kind {
        case .healthy: "was not found healthy"
        case .firing: "did not fire"
        case .updated: "did not say that it got worse"
        case .resolved: "did not clear"
        default: "was not \(kind.rawValue)"
        }
    }

    private static func state(_ course: DrillCourse) -> String {
        guard let row = course.last else { return "The monitor has taken no sample" }
        return "It is \(row.phase.rawValue), at \(DrillCourse.text(row))"
    }
}
