internal import Foundation
internal import NIOHTTP1

/// What a webhook's answer means.
struct WebhookAnswer {
    private let status: Int
    private let retryAfter: String?
    /// What the receiver says, such as Slack's `channel_not_found`, in a line and without what is secret.
    private let text: String

    init(_ answer: HTTPAnswer, from destination: AlertDestination) {
        status = answer.status
        retryAfter = answer.headers.first(name: "Retry-After")
        let plain = String(decoding: answer.body.prefix(2000), as: UTF8.self)
            .filter { !$0.unicodeScalars.contains { $0.properties.generalCategory == .control } || $0.isWhitespace }
        text = destination.redacting(plain).oneLine(200)
    }

    func outcome(now: Date) -> WebhookQueue.Outcome {
        let said = text.isEmpty ? "" : ": \(text)"
        switch status {
        case 200..<300: return .delivered
        case 300..<400:
            return .refused("it redirects (status \(status)), which is not followed: use the URL that it leads to")
        case 429, 500...:
            return .failed(
                "status \(status)\(said)", retryAfter: retryAfter.flatMap { RetryAfter.wait($0, now: now) })
        default: return .refused("status \(status)\(said)")
        }
    }
}
