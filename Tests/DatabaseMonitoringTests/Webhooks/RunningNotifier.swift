import InMemoryLogging
import Logging
import ServiceLifecycle
import TestServers
import Testing

@testable import DatabaseMonitoring

/// A notifier in a service group, as a program runs it, with what it logs.
struct RunningNotifier: Sendable {
    let notifier: AlertNotifier
    let log: InMemoryLogHandler

    /// Quick where the real one waits for seconds.
    static var pace: WebhookPace {
        var pace = WebhookPace()
        pace.spacing = .milliseconds(1)
        pace.firstBackOff = .milliseconds(4)
        pace.longestBackOff = .milliseconds(50)
        return pace
    }

    var logged: String {
        log.entries.map { "\($0.message) \($0.metadata)" }.joined(separator: "\n")
    }

    /// Waits until its status is as it should be, and says so when it isn't in time.
    func reaches(
        sourceLocation: SourceLocation = #_sourceLocation, _ condition: (WebhookStatus) -> Bool
    ) async throws {
        let isReached = try await eventually { condition(notifier.status) }
        #expect(isReached, "\(notifier.status)", sourceLocation: sourceLocation)
    }

    /// Shuts down gracefully after `body`, and gives back the notifier as it is then.
    @discardableResult static func with(
        _ destinations: [AlertDestination], pace: WebhookPace = pace, saved: AlertNotifier.Saved? = nil,
        _ body: (RunningNotifier) async throws -> Void
    ) async throws -> AlertNotifier {
        let log = InMemoryLogHandler()
        let notifier = try AlertNotifier(
            destinations: destinations, pace: pace, saved: saved, logger: Logger(label: "test") { _ in log })
        let group = ServiceGroup(services: [notifier], logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        async let running: Void = group.run()
        try await body(RunningNotifier(notifier: notifier, log: log))
        await group.triggerGracefulShutdown()
        try await running
        return notifier
    }
}
