public import DatabaseMonitoring
public import Foundation

/// Something that happened in a drill.
public struct DrillStep: Sendable, Equatable {
    public enum Kind: String, Sendable, CaseIterable {
        case started
        /// The monitor measures the value, and it is on the good side of the limit.
        case healthy
        case faultBegun = "fault begun"
        /// The limit is crossed, but not for long enough. Not seen where a rule fires at once.
        case pending
        case firing
        /// It got notably worse while it fired. Not in every drill.
        case updated
        case faultEnded = "fault ended"
        case resolved
    }

    public var kind: Kind
    /// What the monitor says has the time of its sample.
    public var time: Date
    /// The sample before, for what the monitor says; nil for the first one.
    public var previousSample: Date?
    /// In words: what was done, or the value with its limit.
    public var text: String
    /// How the alert stood, with its evidence; nil for what the drill itself did.
    public var alert: AlertRow?
    /// What was told; nil where nothing was.
    public var event: AlertEvent?

    public init(
        kind: Kind, time: Date, previousSample: Date? = nil, text: String, alert: AlertRow? = nil,
        event: AlertEvent? = nil
    ) {
        (self.kind, self.time, self.previousSample, self.text) = (kind, time, previousSample, text)
        (self.alert, self.event) = (alert, event)
    }
}

extension DrillStep: CustomStringConvertible {
    /// `firing: 88.2 %, limit 80 %`
    public var description: String { "\(kind.rawValue): \(text)" }
}
