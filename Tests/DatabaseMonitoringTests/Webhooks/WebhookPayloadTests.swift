import Foundation
import Testing

@testable import DatabaseMonitoring

@Suite struct WebhookPayloadTests {
    @Test func isTheDocumentedJSON() throws {
        var pending = PendingAlert(.of(.fired))
        pending = pending.followed(by: PendingAlert(.of(.resolved, at: 75, value: 0)))
        let message = WebhookMessage(
            alerts: [pending], time: moment(80),
            sender: WebhookSignature(source: "shop-1", dashboard: "https://h/dashboard"))

        let json = try #require(try JSONSerialization.jsonObject(with: message.body(.generic)) as? [String: Any])

        #expect(json.keys.sorted() == ["alerts", "is_test", "sent_at", "source", "version"])
        #expect(json["version"] as? Int == 1 && json["is_test"] as? Bool == false)
        let alert = try #require((json["alerts"] as? [[String: Any]])?.first)
        #expect(
            alert.keys.sorted() == [
                "alert", "at", "began_at", "kind", "lasted", "link", "text", "untold", "worst",
            ])
        #expect(alert["kind"] as? String == "resolved" && alert["lasted"] as? Double == 75)
        #expect(alert["link"] as? String == "https://h/dashboard#alert-lock_wait")
        #expect((alert["alert"] as? [String: Any])?["name"] as? String == "lock_wait")
    }
}
