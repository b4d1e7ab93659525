public import Foundation

/// Something to tell about an alert.
public struct AlertEvent: Sendable, Codable, Equatable {
    public enum Kind: String, Sendable, Codable, CaseIterable {
        case fired
        /// It fires still, and got notably worse or critical.
        case updated
        /// It fires still, as before.
        case reminded
        case resolved
    }

    public var kind: Kind
    /// When it was decided.
    public var time: Date
    /// How the alert stands then, with its evidence.
    public var row: AlertRow
    /// When the limit was crossed.
    public var began: Date
    /// The worst value since it fired.
    public var worst: Double?
    /// The ``StatementRow/id`` of a statement whose plan belongs to the evidence.
    public var planOf: String?

    public init(kind: Kind, time: Date, row: AlertRow, began: Date, worst: Double?, planOf: String? = nil) {
        (self.kind, self.time, self.row, self.began) = (kind, time, row, began)
        (self.worst, self.planOf) = (worst, planOf)
    }

    public var evidence: [Evidence] {
        get { row.evidence }
        set { row.evidence = newValue }
    }

    /// From when the limit was crossed until now, in seconds.
    public var lasted: Double { max(0, time.timeIntervalSince(began)) }
}
