public import Foundation

/// What those who show a monitor ask it: the dashboard, `/metrics`, `top`. All of it may be called from any number of
/// tasks at once, and none of it waits for PostgreSQL but ``plan(ofStatement:)``.
public protocol MonitorSource: Sendable {
    /// The newest snapshot; nil before the first sample.
    var snapshot: MonitorSnapshot? { get }

    /// Each snapshot from now on, the newest one first. Who is slow misses some.
    func snapshots() -> AsyncStream<MonitorSnapshot>

    /// The history of some series; those that have none are missing from it.
    ///
    /// - Parameters:
    ///   - keys: texts of ``SeriesKey``; at most 100 are looked at.
    ///   - points: the most for each series.
    func history(of keys: [String], from start: Date, to end: Date, points: Int) async throws -> [HistorySeries]

    /// The statements that took most time, at most `limit`.
    func statements(from start: Date, to end: Date, limit: Int) async throws -> [StatementHistory]

    /// The plan of a statement as `EXPLAIN` gives it for the normalised text, whatever its values are, or why there is
    /// none.
    func plan(ofStatement id: String) async -> StatementPlan

    /// What `/metrics` answers.
    /// - Parameter accept: the field of that name of the request.
    func exposition(accept: String?) -> (contentType: String, text: String)

    /// Lets an alert be evaluated but not sent until then; nil ends the silence.
    /// - Throws: ``UnknownAlertError``.
    func silence(_ alert: String, until end: Date?) async throws

    /// Sends a message to every webhook, and says for each how that went: nil is success.
    func testWebhooks() async -> [WebhookTest]
}

public struct StatementPlan: Sendable, Codable, Equatable {
    public var text: String?
    public var failure: String?

    public init(text: String? = nil, failure: String? = nil) {
        (self.text, self.failure) = (text, failure)
    }
}

public struct WebhookTest: Sendable, Codable, Equatable {
    /// Its host, without path: that is the secret.
    public var webhook: String
    public var failure: String?

    public init(webhook: String, failure: String?) {
        (self.webhook, self.failure) = (webhook, failure)
    }
}

public struct UnknownAlertError: Error, CustomStringConvertible {
    public let name: String
    public let known: [String]

    public init(name: String, known: [String]) {
        (self.name, self.known) = (name, known)
    }

    public var description: String { "There is no alert '\(name)'. There are: \(known.joined(separator: ", "))." }
}
