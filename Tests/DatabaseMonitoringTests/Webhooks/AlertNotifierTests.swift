import TestServers
import Testing

@testable import DatabaseMonitoring

@Suite struct AlertNotifierTests {
    @Test func anAlertArrivesInTheReceiversFormat() async throws {
        try await WebhookReceiver.with(.status(200)) { receiver in
            let destinations = [try AlertDestination.slack(receiver.url), try AlertDestination.webhook(receiver.url)]
            try await RunningNotifier.with(destinations) { running in
                running.notifier.send([.of(.fired)])

                try await running.reaches { $0.delivered == 2 }
                let heads = receiver.requests.map(\.head)
                #expect(heads.allSatisfy { $0.method == .POST && $0.uri == WebhookReceiver.path })
                #expect(heads.allSatisfy { $0.headers.first(name: "Content-Type") == "application/json" })
                #expect(heads.first?.headers.first(name: "Host") == "127.0.0.1:\(receiver.port)")
                let keys = receiver.requests.compactMap { $0.json?.keys.sorted() }
                #expect(keys.contains(["blocks", "text", "unfurl_links", "unfurl_media"]))
                #expect(keys.contains(["alerts", "is_test", "sent_at", "source", "version"]))
            }
        }
    }

    @Test(arguments: [
        ReceiverScript.Answer.status(500), .status(503), .status(429), .status(429, ["Retry-After": "0"]), .cut,
        .hangUp,
        .nonsense,
    ]) func isSentAgainUntilItIsTaken(failure: ReceiverScript.Answer) async throws {
        try await WebhookReceiver.with(failure, failure, .status(200)) { receiver in
            try await RunningNotifier.with([try .slack(receiver.url)]) { running in
                running.notifier.send([.of(.fired)])

                try await running.reaches { $0.delivered == 1 }
                let status = running.notifier.status
                #expect(receiver.requests.count == 3 && status.failures == 2 && status.dropped == 0)
                #expect(status.lastFailure == nil && status.queued == 0)
                #expect(running.log.entries.count == 2)
            }
        }
    }

    @Test func aReceiverThatNeverAnswersIsGivenUpAndAskedAgain() async throws {
        var pace = RunningNotifier.pace
        pace.attemptDeadline = .milliseconds(200)
        try await WebhookReceiver.with(.silence, .status(200)) { receiver in
            try await RunningNotifier.with([try .slack(receiver.url)], pace: pace) { running in
                running.notifier.send([.of(.fired)])

                try await running.reaches { $0.delivered == 1 }
                #expect(running.logged.contains("no whole answer within 200 ms"))
                #expect(try await eventually { receiver.connections == 0 })
            }
        }
    }

    @Test func aReceiverThatAsksForTimeGetsIt() async throws {
        let clock = ContinuousClock()
        try await WebhookReceiver.with(.status(429, ["Retry-After": "1"]), .status(200)) { receiver in
            try await RunningNotifier.with([try .slack(receiver.url)]) { running in
                let start = clock.now
                running.notifier.send([.of(.fired)])

                try await running.reaches { $0.delivered == 1 }
                #expect(start.duration(to: clock.now) >= .seconds(1))
            }
        }
    }

    @Test func whatIsRefusedIsNotSentAgainAndTheLogSaysWhy() async throws {
        try await WebhookReceiver.with(.status(404, [:], "channel_not_found"), .status(200)) { receiver in
            try await RunningNotifier.with([try .slack(receiver.url)]) { running in
                running.notifier.send([.of(.fired, "a"), .of(.fired, "b")])
                try await running.reaches { $0.dropped == 2 }
                #expect(running.notifier.status.lastFailure == "status 404: channel_not_found")
                #expect(running.logged.contains("channel_not_found"))

                running.notifier.send([.of(.fired, "c")])

                try await running.reaches { $0.delivered == 1 }
                #expect(receiver.requests.count == 2 && running.notifier.status.lastFailure == nil)
            }
        }
    }

    @Test func aRedirectIsNotFollowed() async throws {
        try await WebhookReceiver.with(.status(200)) { other in
            try await WebhookReceiver.with(.status(307, ["Location": other.url])) { receiver in
                try await RunningNotifier.with([try .slack(receiver.url)]) { running in
                    running.notifier.send([.of(.fired)])

                    try await running.reaches { $0.dropped == 1 }
                    #expect(running.notifier.status.lastFailure?.contains("redirects (status 307)") == true)
                    #expect(other.requests.isEmpty)
                }
            }
        }
    }

    @Test func anAnswerIsReadUpToABound() async throws {
        try await WebhookReceiver.with(.huge) { receiver in
            try await RunningNotifier.with([try .slack(receiver.url)]) { running in
                running.notifier.send([.of(.fired)])

                try await running.reaches { $0.delivered == 1 }
                #expect(try await eventually { receiver.connections == 0 })
            }
        }
    }

    @Test func aWebhookThatIsDownDelaysNoOther() async throws {
        try await WebhookReceiver.with(.silence) { silent in
            try await WebhookReceiver.with(.status(200)) { receiver in
                var pace = RunningNotifier.pace
                pace.grace = .milliseconds(50)
                let destinations = [try AlertDestination.slack(silent.url), try AlertDestination.slack(receiver.url)]
                try await RunningNotifier.with(destinations, pace: pace) { running in
                    for number in 1...5 {
                        running.notifier.send([.of(.fired, "a\(number)")])
                        try await running.reaches { $0.delivered == number }
                    }
                    #expect(silent.requests.count == 1 && running.notifier.status.queued == 5)
                }
            }
        }
    }

    @Test func whatHappensWhileTheWebhookIsDownArrivesInOneMessageWhenItIsBack() async throws {
        let port = try await WebhookReceiver.unusedPort()
        let url = "http://127.0.0.1:\(port)\(WebhookReceiver.path)"
        try await RunningNotifier.with([try .webhook(url)]) { running in
            running.notifier.send([.of(.fired, "a", at: 0), .of(.fired, "b", at: 0)])
            try await running.reaches { $0.failures >= 2 }
            running.notifier.send([.of(.resolved, "a", at: 5)])
            // The attempt that was under way then, and another one.
            let failures = running.notifier.status.failures
            try await running.reaches { $0.failures >= failures + 2 }

            try await WebhookReceiver.with(.status(200), port: port) { receiver in
                try await running.reaches { $0.delivered == 1 }
                let alerts = receiver.requests.first?.json?["alerts"] as? [[String: Any]] ?? []
                #expect(alerts.map { $0["kind"] as? String } == ["resolved", "fired"])
                let untold = alerts.first?["untold"] as? [[String: Any]]
                #expect(untold?.map { $0["kind"] as? String } == ["fired"])
                #expect(receiver.requests.count == 1)
            }
        }
    }

    @Test func aTestMessageSaysForEachWebhookHowItWent() async throws {
        try await WebhookReceiver.with(.status(200)) { receiver in
            try await WebhookReceiver.with(.status(403, [:], "action_prohibited")) { refusing in
                let notifier = try AlertNotifier(destinations: [.slack(refusing.url), .webhook(receiver.url)])

                let tests = await notifier.test()

                #expect(tests.map(\.webhook) == ["127.0.0.1:\(refusing.port)", "127.0.0.1:\(receiver.port)"])
                #expect(tests.map(\.failure) == ["status 403: action_prohibited", nil])
                #expect(receiver.requests.first?.json?["is_test"] as? Bool == true)
            }
        }
    }
}
