import DatabaseMonitoring
import Foundation
import TestServers
import Testing

@testable import AlertDrills

/// A real fault, watched by a real monitor, told to a real HTTP server.
@Suite struct RealReceiverTests {
    /// With what the message must show.
    static let faults = [
        ("lock_wait", "drill_holder"), ("pool_exhausted", "2 of 2 leased"), ("slow_query", "pg_sleep($"),
        ("monitor_blind", "Reason"), ("query_cache_hit_ratio", "hit ratio"), ("idle_in_transaction", "drill_idler"),
        ("history", "full"),
    ]

    @Test(arguments: faults) func theAlertArrivesWithItsEvidenceAndIsResolved(name: String, evidence: String)
        async throws
    {
        let run = try await DrillRuns.shared.run(name)

        let kinds = run.alerts.compactMap { $0["kind"] as? String }
        #expect(kinds.first == "fired", "\(kinds)")
        #expect(kinds.last == "resolved", "\(kinds)")
        let fired = try #require(run.alerts.first?["alert"] as? [String: Any])
        let shown = try #require(fired["evidence"] as? [[String: Any]])
        #expect(shown.contains { "\($0["title"] ?? "") \($0["text"] ?? "")".contains(evidence) }, "\(shown)")
    }

    /// By the monitor's own times: it fires at the first sample at which the limit has been crossed for long enough.
    @Test(arguments: faults) func itFiresAtTheFirstSampleAtWhichItMay(name: String, _: String) async throws {
        let step = try #require(try await DrillRuns.shared.run(name).report[.firing])

        let event = try #require(step.event)
        let before = try #require(step.previousSample)
        let rule = try #require(AlertDrills.named(name).setting().rules(for: name).first { $0.name == name })
        #expect(before.timeIntervalSince(event.began) < rule.terms.duration / .seconds(1))
    }

    @Test(arguments: faults) func noValueAndNoSecretIsInAMessage(name: String, _: String) async throws {
        let run = try await DrillRuns.shared.run(name)

        #expect(!run.messages.isEmpty)
        let secrets = ["'door'", "'corner'", "postgresql://", "password"] + WebhookReceiver.secrets
        for message in run.messages {
            for secret in secrets { #expect(!message.contains(secret), "\(secret) is in \(message)") }
        }
    }
}
