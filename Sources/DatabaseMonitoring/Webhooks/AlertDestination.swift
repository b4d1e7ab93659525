/// Where messages about alerts go. Its path, which is the secret, stands in no description, error or log.
public struct AlertDestination: Sendable, Equatable {
    enum Format: String, Sendable {
        case slack
        /// See ``WebhookPayload``.
        case generic
    }

    let format: Format
    let url: EndpointURL

    /// A webhook that takes Slack's messages: Slack's own, and those of Mattermost, Rocket.Chat or Discord (`…/slack`).
    ///
    /// - Parameter allowInsecure: whether `http` to another machine will do; by default only to this one.
    /// - Throws: ``AlertDestinationError``.
    public static func slack(_ url: String, allowInsecure: Bool = false) throws(AlertDestinationError) -> Self {
        try AlertDestination(url, .slack, allowInsecure)
    }

    /// A webhook that takes the JSON of ``WebhookPayload``.
    ///
    /// - Parameter allowInsecure: whether `http` to another machine will do; by default only to this one.
    /// - Throws: ``AlertDestinationError``.
    public static func webhook(_ url: String, allowInsecure: Bool = false) throws(AlertDestinationError) -> Self {
        try AlertDestination(url, .generic, allowInsecure)
    }

    /// ``slack(_:allowInsecure:)`` for a URL of Slack's, and for one of Discord's that ends in `/slack`;
    /// ``webhook(_:allowInsecure:)`` for any other.
    ///
    /// - Throws: ``AlertDestinationError``.
    public init(url: String, allowInsecure: Bool = false) throws(AlertDestinationError) {
        try self.init(url, nil, allowInsecure)
    }

    private init(_ text: String, _ format: Format?, _ allowInsecure: Bool) throws(AlertDestinationError) {
        do {
            url = try EndpointURL(text)
        } catch {
            throw AlertDestinationError("The webhook's URL \(error).")
        }
        guard url.isSecure || url.isLoopback || allowInsecure else {
            throw AlertDestinationError(
                "The webhook's URL leads to \(url.authority) by http, which anybody on the way can read: use https.")
        }
        self.format = format ?? (Self.isSlack(url) ? .slack : .generic)
    }

    /// Slack's workflows have a host in common with its webhooks, but take JSON of their own.
    private static func isSlack(_ url: EndpointURL) -> Bool {
        switch url.host.lowercased() {
        case "hooks.slack.com", "hooks.slack-gov.com": url.target.hasPrefix("/services/")
        case "discord.com", "discordapp.com": url.target.hasSuffix("/slack")
        default: false
        }
    }

    /// Its host, and its port unless that is the usual one.
    public var label: String { url.authority }

    /// A text that came from the receiver, without what is secret: an answer may repeat the URL.
    func redacting(_ text: String) -> String {
        let parts = url.target.split { "/?&=".contains($0) }.filter { $0.count >= 6 }.sorted { $0.count > $1.count }
        return parts.reduce(text.replacing(url.target.count > 1 ? url.target : "\0", with: "/…")) {
            $0.replacing($1, with: "…")
        }
    }
}

extension AlertDestination: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "\(format.rawValue) \(label)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: ["format": format.rawValue, "host": label]) }
}

/// Why a webhook's URL can't be used, without the URL.
public struct AlertDestinationError: Error, Equatable, CustomStringConvertible {
    public let description: String

    init(_ description: String) { self.description = description }
}
