import Foundation
import TestServers
import Testing

@testable import DatabaseMonitoring

@Suite struct WebhookSecretsTests {
    /// The answer repeats the path, as some servers do.
    @Test(arguments: [
        ReceiverScript.Answer.status(404, [:], "no \(WebhookReceiver.path)"),
        .status(500, [:], "T0SECRET xyzzySecretToken"),
        .status(302, ["Location": WebhookReceiver.path]), .cut, .hangUp, .nonsense, .silence,
    ]) func noFailureSaysThePath(answer: ReceiverScript.Answer) async throws {
        var pace = RunningNotifier.pace
        (pace.attemptDeadline, pace.grace) = (.milliseconds(200), .milliseconds(10))
        try await WebhookReceiver.with(answer) { receiver in
            try await RunningNotifier.with([try .slack(receiver.url)], pace: pace) { running in
                running.notifier.send([.of(.fired)])
                try await running.reaches { $0.failures > 0 }
                #expect(try await eventually { !running.log.entries.isEmpty })

                let test = await running.notifier.test()

                let said = "\(running.logged) \(running.notifier.status) \(test)"
                for secret in WebhookReceiver.secrets { #expect(!said.contains(secret), "\(said)") }
                #expect(said.contains("127.0.0.1:\(receiver.port)"))
            }
        }
    }

    @Test func nobodyWhoListensIsNamedWithoutThePath() async throws {
        let port = try await WebhookReceiver.unusedPort()
        let notifier = try AlertNotifier(destinations: [.slack("http://127.0.0.1:\(port)\(WebhookReceiver.path)")])

        let failure = try #require(await notifier.test().first?.failure)

        #expect(failure.contains("no connection to 127.0.0.1:\(port) can be made"), "\(failure)")
        #expect(failure.contains("refused"), "\(failure)")
        for secret in WebhookReceiver.secrets { #expect(!failure.contains(secret)) }
    }
}
