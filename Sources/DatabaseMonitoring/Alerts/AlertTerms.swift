/// When an alert fires, when it clears, and how often it is told: the figures of an ``AlertRule``.
public struct AlertTerms: Sendable, Equatable {
    /// A value beyond it crosses it; one that equals it doesn't. 0 stands for "any".
    public var limit: Double
    /// Where it clears once it fires: at this value, or on its good side. The gap to ``limit`` keeps a value that
    /// swings about the limit from firing again and again.
    public var clearLimit: Double
    /// Beyond it the alert is critical whatever ``severity`` says; nil when there is no such level.
    public var criticalLimit: Double?
    /// Whether values below the limit cross it, as of a hit ratio.
    public var firesBelow: Bool
    /// What the value can be.
    public var range: ClosedRange<Double>
    public var severity: AlertRow.Severity
    /// How long the limit must be crossed before it fires.
    public var duration: Duration
    /// How long the value must be clear before it is resolved.
    public var clearDuration: Duration
    /// The least time between two messages of which the second says that it got worse. 5 minutes.
    public var updateInterval = Duration.seconds(5 * 60)
    /// While it fires, and nothing else was told, a reminder is due after this time. 4 hours.
    public var reminderInterval = Duration.seconds(4 * 3600)

    public init(
        limit: Double, clearLimit: Double, criticalLimit: Double? = nil, firesBelow: Bool = false,
        range: ClosedRange<Double> = 0...Double.greatestFiniteMagnitude, severity: AlertRow.Severity = .warning,
        duration: Duration, clearDuration: Duration = .seconds(60)
    ) {
        (self.limit, self.clearLimit, self.criticalLimit) = (limit, clearLimit, criticalLimit)
        (self.firesBelow, self.range, self.severity) = (firesBelow, range, severity)
        (self.duration, self.clearDuration) = (duration, clearDuration)
    }

    /// For something that should not happen at all: any value above 0.
    static func any(
        _ severity: AlertRow.Severity, for duration: Duration, clearAfter clearDuration: Duration,
        range: ClosedRange<Double> = 0...Double.greatestFiniteMagnitude
    ) -> AlertTerms {
        AlertTerms(
            limit: 0, clearLimit: 0, range: range, severity: severity, duration: duration, clearDuration: clearDuration)
    }

    func isCrossed(by value: Double) -> Bool { isWorse(value, than: limit) }

    func isClear(_ value: Double) -> Bool { !isWorse(value, than: clearLimit) }

    func severity(of value: Double) -> AlertRow.Severity {
        guard let criticalLimit, isWorse(value, than: criticalLimit) else { return severity }
        return .critical
    }

    func isWorse(_ value: Double, than other: Double) -> Bool { firesBelow ? value < other : value > other }

    /// Whether those who were told of one value should hear of another: half of the way to the worst that can be, or half
    /// as much again where there is no worst.
    func isNotablyWorse(_ value: Double, than told: Double) -> Bool {
        guard isWorse(value, than: told) else { return false }
        if firesBelow { return value <= (told + range.lowerBound) / 2 }
        if range.upperBound < .greatestFiniteMagnitude { return value >= (told + range.upperBound) / 2 }
        return value >= told + max(abs(told), abs(limit)) / 2
    }
}
