import DatabaseMonitoring
import Foundation
import NIOCore
import NIOHTTP1

/// What is asked of a monitor about its alerts.
extension AdminClient {
    private struct Items<Item: Decodable>: Decodable {
        let items: [Item]
    }

    func alerts() async throws(ProgramFailure) -> [AlertRow] {
        try await get("/api/alerts", as: Items<AlertRow>.self).items
    }

    /// Waits longer than for other answers: the server itself waits for every webhook.
    func testWebhooks() async throws(ProgramFailure) -> [WebhookTest] {
        let request = AdminRequest(method: .POST, target: "/api/alerts/test", longest: .seconds(60))
        return try await send(request, as: Items<WebhookTest>.self).items
    }

    /// - Parameter length: nil ends the silence.
    func silence(_ alert: String, for length: SilenceLength?) async throws(ProgramFailure) {
        let name = alert.addingPercentEncoding(withAllowedCharacters: .alphanumerics.union(["_", "-"])) ?? alert
        var request = AdminRequest(method: .DELETE, target: "/api/alerts/\(name)/silence")
        if let length { (request.method, request.body) = (.PUT, #"{"seconds":\#(length.seconds)}"#) }
        try await send(request)
    }
}
