import TestServers
import Testing

@testable import DatabaseMonitoring

@Suite struct EndpointURLTests {
    @Test(arguments: [
        ("https://hooks.slack.com/services/a/b", "hooks.slack.com", 443, "/services/a/b"),
        ("http://127.0.0.1:8080", "127.0.0.1", 8080, "/"),
        ("HTTPS://h.example:8443/a%20b?c=d%2Fe#f", "h.example", 8443, "/a%20b?c=d%2Fe"),
        ("http://[::1]:81/x", "::1", 81, "/x"),
    ]) func isTakenApart(text: String, host: String, port: Int, target: String) throws {
        let url = try EndpointURL(text)

        #expect(url.host == host && url.port == port && url.target == target)
    }

    @Test(arguments: [
        ("", "begin with"), ("hooks.slack.com/services/topsecret", "begin with"), ("ftp://h/topsecret", "begin with"),
        ("https:///topsecret", "no host"), ("https://me:topsecret@h/", "user or a password"),
        ("https://h:0/topsecret", "port"), ("https://h:70000/topsecret", "port"), ("https://h/top secret", "percent"),
        ("https://h/a\r\nX-Evil: topsecret", "percent"),
    ]) func whatCannotBeAWebhookIsRefusedWithoutRepeatingIt(text: String, reason: String) {
        let error = #expect(throws: AlertDestinationError.self) { try AlertDestination(url: text) }

        #expect(error.map { "\($0)" }?.contains(reason) == true, "\(String(describing: error))")
        #expect(error.map { "\($0)" }?.contains("secret") == false)
    }

    @Test(arguments: [
        ("localhost", true), ("127.1.2.3", true), ("[::1]", true), ("127.0.0.1.example", false), ("10.0.0.1", false),
    ])
    func httpIsForThisMachineOnlyUnlessAllowed(host: String, isTaken: Bool) throws {
        #expect(((try? AlertDestination(url: "http://\(host)/x")) != nil) == isTaken)
        _ = try AlertDestination(url: "http://\(host)/x", allowInsecure: true)
    }

    @Test(arguments: [
        ("https://hooks.slack.com/services/a/b/c", AlertDestination.Format.slack),
        ("https://hooks.slack.com/workflows/a/b/c", .generic), ("https://discord.com/api/webhooks/1/x/slack", .slack),
        ("https://evil.example/hooks.slack.com/services/", .generic),
    ]) func theHostSaysWhichFormatItTakes(url: String, format: AlertDestination.Format) throws {
        #expect(try AlertDestination(url: url).format == format)
    }

    @Test func noDescriptionHasThePath() throws {
        let destination = try AlertDestination.slack("https://hooks.slack.com" + WebhookReceiver.path)
        var dumped = ""
        dump(destination, to: &dumped)
        dump(destination.url, to: &dumped)
        let texts = [
            "\(destination)", String(reflecting: destination), String(reflecting: [destination]), dumped,
            "\(destination.url)", String(reflecting: Optional(destination.url)), destination.label,
        ]

        for secret in WebhookReceiver.secrets { #expect(!texts.contains { $0.contains(secret) }) }
        #expect(destination.label == "hooks.slack.com")
    }

    @Test func anAnswerThatRepeatsTheSecretIsRedacted() throws {
        let destination = try AlertDestination.slack("https://h.example" + WebhookReceiver.path)

        let text = destination.redacting(
            "no_service \(WebhookReceiver.path) xyzzySecretToken T0SECRET/B0SECRET?hunter22secret")

        for secret in WebhookReceiver.secrets { #expect(!text.contains(secret)) }
        #expect(text.contains("no_service"))
    }
}
