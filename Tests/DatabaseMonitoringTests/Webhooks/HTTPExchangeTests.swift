import NIOSSL
import TestServers
import Testing

@testable import DatabaseMonitoring

@Suite struct HTTPExchangeTests {
    @Test func askingGivesStatusFieldsAndBody() async throws {
        try await WebhookReceiver.with(.status(418, ["X-Tea": "mint"], "short and stout")) { receiver in
            var exchange = HTTPExchange(.GET, try EndpointURL(receiver.url))
            exchange.headers = [("X-Cup", "1")]

            let answer = try await exchange.perform()

            #expect(answer.status == 418 && answer.headers.first(name: "x-tea") == "mint")
            #expect(String(decoding: answer.body, as: UTF8.self) == "short and stout" && !answer.isTruncated)
            #expect(receiver.requests.first?.head.headers.first(name: "X-Cup") == "1")
        }
    }

    @Test func aLargeAnswerIsCut() async throws {
        try await WebhookReceiver.with(.huge) { receiver in
            var exchange = HTTPExchange(.GET, try EndpointURL(receiver.url))
            exchange.largestAnswer = 1000

            let answer = try await exchange.perform()

            #expect(answer.body.count == 1000 && answer.isTruncated)
        }
    }

    @Test func aFieldThatCannotBeIsRefusedAtOnce() async throws {
        try await WebhookReceiver.with(.status(200)) { receiver in
            var exchange = HTTPExchange(.GET, try EndpointURL(receiver.url))
            exchange.headers = [("X-Cup", "1\r\nX-Evil: 2")]

            let task = Task { [exchange] in try await exchange.perform() }

            #expect(await task.failure != nil)
            #expect(receiver.requests.isEmpty)
        }
    }

    @Test func cancellingClosesTheConnection() async throws {
        try await WebhookReceiver.with(.silence) { receiver in
            var exchange = HTTPExchange(.GET, try EndpointURL(receiver.url))
            exchange.deadline = .seconds(3600)
            let task = Task { [exchange] in try await exchange.perform() }
            #expect(try await eventually { receiver.requests.count == 1 })

            task.cancel()

            #expect(await task.failure == .cancelled)
            #expect(try await eventually { receiver.connections == 0 })
        }
    }

    @Test(arguments: [
        (ReceiverScript.Answer.cut, HTTPExchangeFailure.cut), (.hangUp, .cut), (.silence, .late(.milliseconds(150))),
    ])
    func aFailureSaysWhatHappened(answer: ReceiverScript.Answer, failure: HTTPExchangeFailure) async throws {
        try await WebhookReceiver.with(answer) { receiver in
            var exchange = HTTPExchange(.GET, try EndpointURL(receiver.url))
            if case .silence = answer { exchange.deadline = .milliseconds(150) }

            let task = Task { [exchange] in try await exchange.perform() }

            #expect(await task.failure == failure)
        }
    }

    @Test func aCertificateOfNobodyIsRefusedAndTakenOnceTrusted() async throws {
        guard let certificate = try ReceiverCertificate.make() else { return }
        defer { certificate.remove() }
        try await WebhookReceiver.with(.status(200), tls: certificate.tls) { receiver in
            let byName = "https://localhost:\(receiver.port)/x"
            let destinations = [try AlertDestination.slack(receiver.url), try AlertDestination.slack(byName)]

            let refused = try await AlertNotifier(destinations: destinations).test()
            #expect(receiver.requests.isEmpty)
            let taken = try await AlertNotifier(destinations: destinations, trustRoots: certificate.file).test()

            for test in refused {
                #expect(
                    test.failure?.contains("certificate is of nobody who is trusted here") == true,
                    "\(test.failure ?? "none")")
            }
            #expect(taken.map(\.failure) == [nil, nil])
        }
    }

    @Test func aCertificateForAnotherNameIsRefused() async throws {
        guard let certificate = try ReceiverCertificate.make() else { return }
        defer { certificate.remove() }
        try await WebhookReceiver.with(.status(200), tls: certificate.tls) { receiver in
            let url = "https://127.0.0.2:\(receiver.port)/x"
            let notifier = try AlertNotifier(destinations: [.slack(url)], trustRoots: certificate.file)

            let failure = try #require(await notifier.test().first?.failure)

            #expect(receiver.requests.isEmpty && !failure.isEmpty)
        }
    }
}

extension Task where Failure == any Error {
    /// What its exchange threw; nil when it didn't.
    fileprivate var failure: HTTPExchangeFailure? {
        get async {
            do {
                _ = try await value
                return nil
            } catch {
                return error as? HTTPExchangeFailure
            }
        }
    }
}
