import DatabaseMonitoring
import Foundation
import Testing

@testable import BookedBarberCommand

@Suite("alerts list")
struct AlertTableTests {
    @Test("shows those that fire first, values with their units, and which are silenced for how long")
    func table() {
        let now = ExampleSnapshot.time
        var usage = ExampleSnapshot.alert("connection_usage", .ok, value: 46)
        usage.silencedUntil = now.addingTimeInterval(-1)
        var ratio = ExampleSnapshot.alert("cache_hit_ratio", .pending, value: nil)
        (ratio.unit, ratio.limit, ratio.firesBelow) = ("1", 0.95, true)
        var wait = ExampleSnapshot.alert("lock_wait", .firing, value: 12)
        (wait.unit, wait.limit, wait.severity) = ("s", 0.1, .critical)
        (wait.since, wait.silencedUntil) = (now.addingTimeInterval(-200), now.addingTimeInterval(1800))

        let lines = AlertTable.lines([usage, ratio, wait], now: now)

        #expect(
            lines == [
                "name              severity  phase    value     limit  since           silenced",
                "lock_wait         critical  firing    12 s  > 100 ms  3 min 20 s ago  30 min more",
                "cache_hit_ratio   warning   pending      -    < 0.95  -               no",
                "connection_usage  warning   ok        46 %    > 80 %  -               no",
            ])
    }

    @Test("a name that isn't known is answered with the one that was meant, and all there are")
    func unknown() {
        let known = KnownAlerts(names: ["replication_lag", "lock_wait"])

        let failure = #expect(throws: ProgramFailure.self) { try known.check("lock_wiat") }
        let foreign = #expect(throws: ProgramFailure.self) { try known.check("weather") }

        #expect(
            failure?.message
                == "There is no alert 'lock_wiat'. Did you mean 'lock_wait'? There are: lock_wait, replication_lag.")
        #expect(failure?.exitCode == .usage && foreign?.message.contains("mean") == false)
        #expect(throws: Never.self) { try known.check("lock_wait") }
    }

    @Test("a webhook's answer can't do anything to the terminal")
    func webhook() {
        #expect(
            WebhookTestLine.text(WebhookTest(webhook: "hooks.slack.com", failure: nil)) == "sent    hooks.slack.com")
        #expect(
            WebhookTestLine.text(WebhookTest(webhook: "a.example", failure: "410 \u{1B}[2Jgone"))
                == "failed  a.example: 410 �[2Jgone")
    }
}
