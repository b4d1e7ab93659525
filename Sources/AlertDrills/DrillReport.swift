public import DatabaseMonitoring
import Foundation

/// What happened in a drill that went as it should.
public struct DrillReport: Sendable, Equatable {
    /// Of the rule.
    public let name: String
    /// In the order in which they happened. Each kind is there at most once.
    public let steps: [DrillStep]
    /// Other rules that fired meanwhile: a fault may have more than one sign.
    public let others: Set<String>

    init(name: String, steps: [DrillStep], others: Set<String>) {
        (self.name, self.steps, self.others) = (name, steps, others)
    }

    /// Nil when there was none of that kind.
    public subscript(_ kind: DrillStep.Kind) -> DrillStep? { steps.first { $0.kind == kind } }

    /// What was told when it fired, with its evidence.
    public var fired: AlertEvent? { self[.firing]?.event }

    /// From the fault until it fired, in seconds.
    public var timeToFire: Double? {
        guard let begun = self[.faultBegun], let firing = self[.firing] else { return nil }
        return firing.time.timeIntervalSince(begun.time)
    }
}
