import DatabaseMonitoring
import Foundation

/// What has happened in a drill so far, as the monitor's samples show it. A value without I/O: only its own alert counts,
/// whatever others do.
struct DrillCourse: Sendable {
    let alert: String
    private(set) var steps: [DrillStep] = []
    /// Other alerts that fired.
    private(set) var others: Set<String> = []
    /// How the alert stands; nil before the first sample.
    private(set) var last: AlertRow?
    private var lastSample: Date?

    init(alert: String) { self.alert = alert }

    func has(_ kind: DrillStep.Kind) -> Bool { steps.contains { $0.kind == kind } }

    /// It fired although nothing was wrong.
    var isFalseAlarm: Bool { has(.firing) && !has(.faultBegun) }

    mutating func note(_ kind: DrillStep.Kind, _ text: String, at time: Date) -> DrillStep {
        let step = DrillStep(kind: kind, time: time, text: text)
        steps.append(step)
        return step
    }

    /// Takes a sample and what was told because of it.
    ///
    /// - Returns: the steps that it shows, none of which was there before.
    mutating func see(_ snapshot: MonitorSnapshot, _ events: [AlertEvent]) -> [DrillStep] {
        defer { lastSample = snapshot.time }
        others.formUnion(snapshot.alerts.filter { $0.phase == .firing && $0.name != alert }.map(\.name))
        guard let row = snapshot.alerts.first(where: { $0.name == alert }) else { return [] }
        last = row
        let event = events.first { $0.row.name == alert }
        let shown = kinds(row, event).filter { !has($0) }.map { kind in
            DrillStep(
                kind: kind, time: snapshot.time, previousSample: lastSample, text: Self.text(row), alert: row,
                event: event)
        }
        steps += shown
        return shown
    }

    private func kinds(_ row: AlertRow, _ event: AlertEvent?) -> [DrillStep.Kind] {
        switch (row.phase, event?.kind) {
        case (_, .fired): [.firing]
        case (_, .updated): [.updated]
        case (_, .resolved): [.resolved]
        // What isn't measured yet may be anything.
        case (.ok, _): row.value == nil || has(.faultBegun) ? [] : [.healthy]
        case (.pending, _): has(.faultBegun) ? [.pending] : []
        default: []
        }
    }

    static func text(_ row: AlertRow) -> String {
        let value = row.value.map { "\(AlertQuantity($0, row.unit))" } ?? "unknown"
        return "\(value), limit \(AlertQuantity(row.limit, row.unit))"
    }
}
