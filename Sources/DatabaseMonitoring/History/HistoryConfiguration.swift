/// The settings of a ``MetricsHistory``. All have defaults.
public struct HistoryConfiguration: Sendable, Hashable {
    /// Between two samples. Default 10 s, from 1 s to 1 h. It sizes the ring of single samples, which holds
    /// two hours of them.
    public var interval: Duration = .seconds(10)
    /// For how long minutes are kept. Default 24, from 1 to 720. Hours are kept for twice as long, and for two days at
    /// least.
    public var retentionHours = 24
    /// How many series there are at most. Default 2,000. A new one takes the place of one that wasn't written for longer
    /// than ``retentionHours``; where there is none, it is left out and counted.
    public var maximumKeys = 2_000
    /// How many documents of a kind there are at most; the oldest go first. Default 200.
    public var documentsPerKind = 200
    /// Default 256 KiB.
    public var maximumDocumentBytes = 256 << 10

    public init() {}

    /// What is wrong with these settings and what is allowed; nil: nothing.
    public var fault: String? {
        if interval < .seconds(1) || interval > .seconds(3600) {
            return "interval has to be from 1 s to 1 h; it is \(interval)."
        }
        if !(1...720).contains(retentionHours) {
            return "retentionHours has to be from 1 to 720; it is \(retentionHours)."
        }
        if !(1...20_000).contains(maximumKeys) {
            return "maximumKeys has to be from 1 to 20,000; it is \(maximumKeys)."
        }
        if !(1...10_000).contains(documentsPerKind) {
            return "documentsPerKind has to be from 1 to 10,000; it is \(documentsPerKind)."
        }
        if !(1...(16 << 20)).contains(maximumDocumentBytes) {
            return "maximumDocumentBytes has to be from 1 to 16,777,216; it is \(maximumDocumentBytes)."
        }
        return nil
    }

    /// The nearest settings without a ``fault``.
    var allowed: HistoryConfiguration {
        var allowed = self
        allowed.interval = min(max(interval, .seconds(1)), .seconds(3600))
        allowed.retentionHours = min(max(retentionHours, 1), 720)
        allowed.maximumKeys = min(max(maximumKeys, 1), 20_000)
        allowed.documentsPerKind = min(max(documentsPerKind, 1), 10_000)
        allowed.maximumDocumentBytes = min(max(maximumDocumentBytes, 1), 16 << 20)
        return allowed
    }
}
