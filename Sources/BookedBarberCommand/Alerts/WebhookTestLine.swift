import DatabaseMonitoring

/// How the test of one webhook went, in a line.
enum WebhookTestLine {
    static func text(_ test: WebhookTest) -> String {
        DisplayText(test.failure.map { "failed  \(test.webhook): \($0)" } ?? "sent    \(test.webhook)").text
    }
}
