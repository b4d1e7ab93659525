public import Foundation

/// An alert rule and how it stands.
public struct AlertRow: Sendable, Codable, Equatable {
    public enum Phase: String, Sendable, Codable, CaseIterable {
        case ok, pending, firing, resolved
    }

    public enum Severity: String, Sendable, Codable, CaseIterable {
        case warning, critical
    }

    /// `connection_usage`
    public var name: String
    public var title: String
    public var severity: Severity
    public var phase: Phase
    /// The last value measured; nil when it can't be measured.
    public var value: Double?
    public var limit: Double
    /// Where it clears once it has fired.
    public var clearLimit: Double
    /// Whether the limit is crossed from above: a hit ratio fires when it is below.
    public var firesBelow: Bool
    /// As UCUM writes it: `s`, `%`, `By`, `1`, `{connection}/s`.
    public var unit: String
    /// How long the limit must be crossed before it fires, in seconds.
    public var duration: Double
    /// Since when it is in this phase.
    public var since: Date?
    /// What shows the cause: the blocking tree, the statement and its plan. No values of queries.
    public var evidence: [Evidence]
    /// What to do.
    public var advice: String
    public var silencedUntil: Date?

    public init(
        name: String, title: String, severity: Severity, phase: Phase, value: Double?, limit: Double,
        clearLimit: Double, firesBelow: Bool, unit: String, duration: Double, since: Date?, evidence: [Evidence],
        advice: String, silencedUntil: Date?
    ) {
        (self.name, self.title, self.severity, self.phase) = (name, title, severity, phase)
        (self.value, self.limit, self.clearLimit, self.firesBelow) = (value, limit, clearLimit, firesBelow)
        (self.unit, self.duration, self.since) = (unit, duration, since)
        (self.evidence, self.advice, self.silencedUntil) = (evidence, advice, silencedUntil)
    }
}

/// Something that shows why an alert fires.
public struct Evidence: Sendable, Codable, Equatable {
    /// `Blocking tree`, `Statement`, `Plan`.
    public var title: String
    /// Lines of text; at most 2,000 characters.
    public var text: String

    public init(title: String, text: String) {
        self.title = title
        self.text = text.count > 2000 ? text.prefix(1999) + "…" : text
    }
}
