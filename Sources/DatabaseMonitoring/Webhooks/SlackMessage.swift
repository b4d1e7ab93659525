internal import Foundation

/// A message by Slack's Block Kit: at most 50 blocks, 3,000 characters in each.
struct SlackMessage: Encodable {
    struct Block: Encodable {
        let type: String
        var text: Text?
        var elements: [Text]?
    }

    struct Text: Encodable {
        let type: String
        let text: String
        /// Whether Slack leaves alone what looks like a URL or a name in mrkdwn.
        var verbatim: Bool?
    }

    /// What notifications show, and who can't show blocks.
    let text: String
    let blocks: [Block]
    let unfurlLinks = false
    let unfurlMedia = false

    init(_ message: WebhookMessage) {
        let texts = message.alerts.map(AlertText.init)
        let lines = texts.map { SlackText.escaped("\($0.headline). \($0.figures)") }
        text = SlackText.cut(lines.isEmpty ? WebhookMessage.testText : lines.joined(separator: "\n"), to: 3000)
        blocks =
            (texts.isEmpty
                ? [Self.section(WebhookMessage.testText)] : texts.flatMap { Self.blocks($0, message.sender) })
            + [Self.context(message)]
    }

    var encoded: Data {
        get throws {
            let encoder = JSONEncoder()
            encoder.keyEncodingStrategy = .convertToSnakeCase
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return try encoder.encode(self)
        }
    }

    /// Of an alert: what its rule shows, and a plan.
    static let mostEvidence = AlertBook.mostEvidence + 1

    /// Six at most: a section, four of evidence, a line.
    private static func blocks(_ text: AlertText, _ sender: WebhookSignature) -> [Block] {
        let row = text.pending.event.row
        var lines = [
            "*\(SlackText.escaped(text.headline))*", SlackText.escaped(text.figures), text.course(SlackText.time),
        ]
        if text.pending.event.kind != .resolved { lines.append("*What to do:* \(SlackText.escaped(row.advice))") }
        if let link = SlackText.link(sender.link(to: row.name), "Dashboard") { lines.append(link) }
        let evidence = row.evidence.prefix(mostEvidence).map { section(SlackText.code($0.title, $0.text)) }
        return [section(lines.joined(separator: "\n"))] + evidence + [Block(type: "divider")]
    }

    private static func section(_ text: String) -> Block {
        Block(
            type: "section",
            text: Text(type: "mrkdwn", text: SlackText.cut(text, to: SlackText.mostInSection), verbatim: true))
    }

    private static func context(_ message: WebhookMessage) -> Block {
        let text = "\(SlackText.escaped(message.sender.source)), \(SlackText.time(message.time))"
        return Block(
            type: "context", elements: [Text(type: "mrkdwn", text: SlackText.cut(text, to: 1000), verbatim: true)])
    }
}
