internal import Foundation

/// One message: all that is to be told to a webhook at a time.
struct WebhookMessage {
    /// At most ``WebhookPace/alertsPerMessage``. Empty in a message that only shows that messages arrive.
    let alerts: [PendingAlert]
    let time: Date
    let sender: WebhookSignature

    func body(_ format: AlertDestination.Format) throws -> Data {
        switch format {
        case .slack: try SlackMessage(self).encoded
        case .generic: try MonitorJSON.encode(WebhookPayload(self))
        }
    }

    static let testText = "This is a test: alerts of the database monitor arrive here."
}

/// Who sends, as messages say it.
public struct WebhookSignature: Sendable, Equatable {
    /// Such as the program's and the machine's name.
    public var source: String
    /// Where the dashboard can be seen; messages link to it.
    public var dashboard: String?

    public init(source: String = "database monitor", dashboard: String? = nil) {
        (self.source, self.dashboard) = (source, dashboard)
    }

    /// With the alert as the fragment.
    func link(to alert: String) -> String? { dashboard.map { "\($0)#alert-\(alert)" } }
}
