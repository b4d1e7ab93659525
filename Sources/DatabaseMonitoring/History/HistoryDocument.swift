public import Foundation

/// Something that is kept beside the series, whatever it is: counters as they were last, states of alerts, a blocking
/// tree.
public struct HistoryDocument: Sendable, Hashable {
    public let kind: String
    /// Unique within its kind.
    public let key: String
    /// To the millisecond.
    public let time: Date
    public let body: Data

    public init(kind: String, key: String, time: Date, body: Data) {
        (self.kind, self.key, self.time, self.body) = (kind, key, time, body)
    }
}
