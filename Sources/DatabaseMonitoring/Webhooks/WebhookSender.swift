internal import Foundation
import Logging
internal import NIOHTTP1
internal import NIOSSL
import Synchronization

/// Sends what waits for one webhook.
final class WebhookSender: Sendable {
    let destination: AlertDestination
    private let signature: WebhookSignature
    private let tls: NIOSSLContext?
    private let logger: Logger
    private let pace: WebhookPace
    private let queue: Mutex<WebhookQueue>
    private let isEnding = Mutex(false)
    private let sleep = WakeableSleep()

    init(
        _ destination: AlertDestination, _ signature: WebhookSignature, _ pace: WebhookPace, tls: NIOSSLContext?,
        waiting: [PendingAlert], logger: Logger
    ) {
        (self.destination, self.signature, self.pace, self.tls) = (destination, signature, pace, tls)
        self.logger = logger
        queue = Mutex(WebhookQueue(pace, waiting: waiting))
    }

    var status: WebhookStatus { queue.withLock { $0.status } }
    var undelivered: [PendingAlert] { queue.withLock { $0.undelivered } }

    /// Never waits.
    func add(_ events: [AlertEvent]) {
        queue.withLock { for event in events { $0.add(PendingAlert(event)) } }
        sleep.wake()
    }

    /// Sends until its task is cancelled, or nothing is left after ``end()``.
    func run() async {
        while !Task.isCancelled {
            switch queue.withLock({ $0.next(at: .now) }) {
            case .send(let alerts): await send(alerts)
            case .wait(let until): await sleep.sleep(for: ContinuousClock.now.duration(to: until))
            case .rest:
                if isEnding.withLock(\.self) { return }
                await sleep.sleep(for: .seconds(3600))
            }
        }
    }

    /// Lets ``run()`` return when nothing waits.
    func end() {
        isEnding.withLock { $0 = true }
        queue.withLock { $0.hurry() }
        sleep.wake()
    }

    /// A message that shows whether messages arrive; beside the queue.
    func test() async -> WebhookTest {
        let failure: String?
        switch await attempt([]) {
        case .delivered: failure = nil
        case .failed(let reason, _), .refused(let reason): failure = reason
        case .interrupted: failure = HTTPExchangeFailure.cancelled.description
        }
        return WebhookTest(webhook: destination.label, failure: failure)
    }

    private func send(_ alerts: [PendingAlert]) async {
        let outcome = await attempt(alerts)
        queue.withLock { $0.finish(outcome, at: .now, jitter: .random(in: 0...1)) }
        switch outcome {
        case .delivered, .interrupted: break
        case .failed(let reason, _):
            logger.warning(
                "A message about alerts could not be sent; it is tried again.", metadata: about(reason, alerts))
        case .refused(let reason):
            logger.error("A message about alerts was refused, and is lost.", metadata: about(reason, alerts))
        }
    }

    private func about(_ reason: String, _ alerts: [PendingAlert]) -> Logger.Metadata {
        [
            "webhook": "\(destination.label)", "reason": "\(reason)",
            "alerts": .array(alerts.map { "\($0.event.row.name)" }),
        ]
    }

    private func attempt(_ alerts: [PendingAlert]) async -> WebhookQueue.Outcome {
        let message = WebhookMessage(alerts: alerts, time: Date(), sender: signature)
        var exchange = HTTPExchange(.POST, destination.url)
        do {
            exchange.body = Array(try message.body(destination.format))
        } catch {
            return .refused("the message can't be encoded: \(error)")
        }
        exchange.headers = [("Content-Type", "application/json"), ("User-Agent", "DatabaseMonitoring")]
        exchange.deadline = pace.attemptDeadline
        exchange.tls = tls
        do {
            return WebhookAnswer(try await exchange.perform(), from: destination).outcome(now: Date())
        } catch {
            return error == .cancelled ? .interrupted : .failed("\(error)")
        }
    }
}
