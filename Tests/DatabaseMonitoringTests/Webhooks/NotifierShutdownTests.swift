import TestServers
import Testing

@testable import DatabaseMonitoring

@Suite struct NotifierShutdownTests {
    @Test func whatWaitsIsSentBeforeTheProgramEnds() async throws {
        var pace = RunningNotifier.pace
        (pace.firstBackOff, pace.longestBackOff) = (.seconds(300), .seconds(300))
        try await WebhookReceiver.with(.status(500), .status(200)) { receiver in
            let ended = try await RunningNotifier.with([try .slack(receiver.url)], pace: pace) { running in
                running.notifier.send([.of(.fired)])
                try await running.reaches { $0.failures == 1 }
            }

            #expect(receiver.requests.count == 2 && ended.status.delivered == 1)
        }
    }

    @Test func aSilentWebhookHoldsTheProgramUpForItsGraceOnly() async throws {
        var pace = RunningNotifier.pace
        (pace.grace, pace.attemptDeadline) = (.milliseconds(100), .seconds(3600))
        try await WebhookReceiver.with(.silence) { receiver in
            let ended = try await RunningNotifier.with([try .slack(receiver.url)], pace: pace) { running in
                running.notifier.send([.of(.fired)])
                let isAsked = try await eventually { receiver.requests.count == 1 }
                #expect(isAsked)
            }

            #expect(ended.status.queued == 1 && ended.status.failures == 0)
            #expect(try await eventually { receiver.connections == 0 })
        }
    }

    @Test func whatWasLeftIsSentAfterTheNextStart() async throws {
        let port = try await WebhookReceiver.unusedPort()
        let destination = try AlertDestination.webhook("http://127.0.0.1:\(port)\(WebhookReceiver.path)")
        var pace = RunningNotifier.pace
        pace.grace = .milliseconds(20)
        let ended = try await RunningNotifier.with([destination], pace: pace) { running in
            running.notifier.send([.of(.fired)])
        }
        let bytes = try MonitorJSON.encode(ended.saved)
        for secret in WebhookReceiver.secrets { #expect(!String(decoding: bytes, as: UTF8.self).contains(secret)) }

        let saved = try MonitorJSON.decode(AlertNotifier.Saved.self, from: bytes)

        try await WebhookReceiver.with(.status(200), port: port) { receiver in
            try await RunningNotifier.with([destination], saved: saved) { running in
                try await running.reaches { $0.delivered == 1 }
                #expect(receiver.requests.first?.text.contains("\"kind\":\"fired\"") == true)
            }
        }
    }

    @Test func withoutAServiceGroupItRunsUntilItsTaskIsCancelled() async throws {
        try await WebhookReceiver.with(.status(200)) { receiver in
            let notifier = try AlertNotifier(destinations: [.slack(receiver.url)])
            let task = Task { await notifier.run() }
            notifier.send([.of(.fired)])
            let isDelivered = try await eventually { notifier.status.delivered == 1 }
            #expect(isDelivered)

            task.cancel()

            await task.value
        }
    }

    @Test func withoutAnyWebhookItRunsUntilItIsShutDown() async throws {
        try await RunningNotifier.with([]) { running in running.notifier.send([.of(.fired)]) }
    }
}
