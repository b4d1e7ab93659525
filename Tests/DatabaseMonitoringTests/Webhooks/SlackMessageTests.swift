import Foundation
import Testing

@testable import DatabaseMonitoring

@Suite struct SlackMessageTests {
    private func message(_ events: AlertEvent..., dashboard: String? = nil) throws -> [String: Any] {
        let sender = WebhookSignature(source: "shop-1", dashboard: dashboard)
        let message = WebhookMessage(alerts: events.map(PendingAlert.init), time: moment(0), sender: sender)
        return try #require(try JSONSerialization.jsonObject(with: message.body(.slack)) as? [String: Any])
    }

    private func sections(_ message: [String: Any]) -> [String] {
        (message["blocks"] as? [[String: Any]] ?? []).compactMap { ($0["text"] as? [String: Any])?["text"] as? String }
    }

    @Test func saysWhatIsWrongSinceWhenAndWhatToDo() throws {
        let message = try message(.of(.fired, evidence: [Evidence(title: "Blocking tree", text: "pid 41\n  pid 57")]))

        #expect(message["text"] as? String == "🟠 WARNING: Sessions wait for a lock. 12 s, limit 100 ms (lock_wait)")
        let texts = sections(message)
        #expect(texts.first?.contains("Since <!date^1795900000^") == true)
        #expect(texts.first?.contains("*What to do:* End the session.") == true)
        #expect(texts.last == "*Blocking tree*\n```\npid 41\n  pid 57\n```")
    }

    @Test func aResolvedAlertSaysHowLongItLastedAndTheWorstValue() throws {
        let message = try message(.of(.resolved, at: 75, value: 0))

        #expect(
            message["text"] as? String
                == "✅ RESOLVED: Sessions wait for a lock. It lasted 1 min 15 s, at worst 14 s, now 0 ms (lock_wait)"
        )
        #expect(sections(message).first?.contains("What to do") == false)
    }

    @Test func linksToTheDashboardWhenThereIsOne() throws {
        #expect(
            sections(try message(.of(.fired), dashboard: "https://h/dashboard?a=1&b=2")).first?
                .contains("<https://h/dashboard?a=1&amp;b=2#alert-lock_wait|Dashboard>") == true)
        #expect(
            sections(try message(.of(.fired), dashboard: "javascript:alert(1)")).first?.contains("javascript") == false)
    }

    @Test func nothingInItNotifiesOrLinksOrEndsTheCode() throws {
        let evil = "<!channel> <@U1> @here <https://evil|click> & ``` *bold* "
        var event = AlertEvent.of(.fired, evidence: [Evidence(title: evil, text: evil)])
        (event.row.title, event.row.advice) = (evil, evil)

        let message = try message(event)

        let all = sections(message) + [message["text"] as? String ?? ""]
        for text in all {
            #expect(!text.contains("<!channel") && !text.contains("<@") && !text.contains("<https://evil"))
            #expect(!text.contains("@here"))
        }
        let code = try #require(all.first { $0.contains("\n```\n") })
        #expect(code.components(separatedBy: "```").dropFirst().count >= 2)
        #expect(code.hasSuffix("\n```"))
    }

    @Test(arguments: ["x", "&", "<", "é", "👩‍👩‍👧‍👦", "`", "\n"]) func keepsSlacksLimits(filling: String) throws {
        let long = String(repeating: filling, count: 5000)
        let evidence = (0..<9).map { _ in
            var one = Evidence(title: "Statement", text: "")
            one.text = long
            return one
        }
        let events = (0..<WebhookPace().alertsPerMessage).map { index in
            var event = AlertEvent.of(.fired, "a\(index)", evidence: evidence)
            (event.row.title, event.row.advice) = (long, long)
            return event
        }
        let signature = WebhookSignature(source: long, dashboard: nil)

        let data = try WebhookMessage(alerts: events.map(PendingAlert.init), time: moment(0), sender: signature)
            .body(.slack)

        let message = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect((message["blocks"] as? [Any])?.count ?? 99 <= 50)
        for text in sections(message) {
            #expect(text.utf16.count <= 3000)
            #expect(!text.hasSuffix("&…") && !text.hasSuffix("&am…"))
        }
        #expect((message["text"] as? String)?.utf16.count ?? 99_999 <= 4000)
    }

    @Test func thePlanThatIsAddedIsShown() throws {
        var event = AlertEvent.of(.fired, evidence: (0..<3).map { Evidence(title: "\($0)", text: "x") })
        event.evidence.append(Evidence(title: "Plan", text: "Seq Scan on appointments"))

        #expect(sections(try message(event)).contains { $0.contains("Seq Scan") })
    }
}
