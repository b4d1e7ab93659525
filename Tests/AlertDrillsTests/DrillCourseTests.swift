import DatabaseMonitoring
import Foundation
import Testing

@testable import AlertDrills

/// What a drill takes for a step.
@Suite struct DrillCourseTests {
    @Test func whatOtherAlertsDoIsNoStep() {
        var course = faulty()

        let steps = course.see(snapshot([row("other", .firing), row("mine", .ok)]), [event(.fired, "other")])

        #expect(steps.isEmpty)
        #expect(course.others == ["other"])
        #expect(!course.has(.firing))
    }

    @Test func whatIsNotMeasuredIsNotHealthy() {
        var course = DrillCourse(alert: "mine")

        let unknown = course.see(snapshot([row("mine", .ok, value: nil)]), [])
        let known = course.see(snapshot([row("mine", .ok)]), [])

        #expect(unknown.isEmpty)
        #expect(known.map(\.kind) == [.healthy])
    }

    @Test func anAlertWithoutAFaultIsFalse() {
        var course = DrillCourse(alert: "mine")

        _ = course.see(snapshot([row("mine", .firing)]), [event(.fired, "mine")])

        #expect(course.isFalseAlarm)
    }

    @Test func eachStepIsReportedOnce() {
        var course = faulty()

        let kinds = [AlertRow.Phase.pending, .pending, .firing, .firing, .resolved].enumerated().map { index, phase in
            let told: [AlertEvent.Kind?] = [nil, nil, .fired, .fired, .resolved]
            return course.see(snapshot([row("mine", phase)]), told[index].map { [event($0, "mine")] } ?? []).map(\.kind)
        }

        #expect(kinds == [[.pending], [], [.firing], [], [.resolved]])
    }

    private func faulty() -> DrillCourse {
        var course = DrillCourse(alert: "mine")
        _ = course.note(.faultBegun, "a fault", at: Date(timeIntervalSince1970: 0))
        return course
    }

    private func snapshot(_ rows: [AlertRow]) -> MonitorSnapshot {
        var snapshot = MonitorSnapshot(time: Date(timeIntervalSince1970: 1), interval: 1)
        snapshot.alerts = rows
        return snapshot
    }

    private func row(_ name: String, _ phase: AlertRow.Phase, value: Double? = 1) -> AlertRow {
        AlertRow(
            name: name, title: name, severity: .warning, phase: phase, value: value, limit: 2, clearLimit: 2,
            firesBelow: false, unit: "1", duration: 1, since: nil, evidence: [], advice: "", silencedUntil: nil)
    }

    private func event(_ kind: AlertEvent.Kind, _ name: String) -> AlertEvent {
        let time = Date(timeIntervalSince1970: 1)
        return AlertEvent(kind: kind, time: time, row: row(name, .firing), began: time, worst: nil)
    }
}
