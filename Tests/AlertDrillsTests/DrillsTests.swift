import DatabaseMonitoring
import Testing

@testable import AlertDrills

/// Every rule has a drill, and every drill proves its rule.
@Suite struct DrillsTests {
    static let names = AlertRule.standard().map(\.name)
    /// Their value can't become worse, or says nothing when it does.
    static let withoutUpdate: Set = [
        "cache_hit_ratio", "queries_per_second", "deadlocks", "replication_slot_lost", "pool_timeouts", "cache_down",
        "monitor_blind", "history",
    ]

    @Test func everyStandardRuleHasExactlyOneDrill() {
        #expect(AlertDrills.all.map(\.name) == Self.names)
    }

    @Test(arguments: names) func firesIsUpdatedAndClears(name: String) async throws {
        let report = try await DrillRuns.shared.run(name).report

        let firing = try #require(report[.firing]?.event)
        #expect(firing.kind == .fired)
        #expect(firing.row.name == name)
        #expect(!firing.evidence.isEmpty)
        #expect(firing.evidence.allSatisfy { !$0.text.isEmpty })
        #expect(firing.row.value.map { firing.row.firesBelow ? $0 < firing.row.limit : $0 > firing.row.limit } == true)
        #expect(report[.resolved]?.event?.kind == .resolved)
        if Self.withoutUpdate.contains(name) {
            #expect(report[.updated] == nil || report[.updated]?.event?.kind == .updated)
        } else {
            let updated = try #require(report[.updated]?.event)
            #expect(
                updated.row.severity != firing.row.severity
                    || (updated.row.firesBelow
                        ? updated.row.value ?? 1 < firing.row.value ?? 0
                        : updated.row.value ?? 0 > firing.row.value ?? 0)
            )
        }
    }

    @Test(arguments: names) func stepsComeInTheirOrder(name: String) async throws {
        let report = try await DrillRuns.shared.run(name).report

        let kinds = report.steps.map(\.kind)
        #expect(kinds == DrillStep.Kind.allCases.filter { kinds.contains($0) })
        #expect(Set(kinds).isSuperset(of: [.started, .healthy, .faultBegun, .firing, .faultEnded, .resolved]))
        #expect(!report.others.contains(name))
    }

    @Test func aSlowStatementIsShownWithItsPlan() async throws {
        let fired = try await DrillRuns.shared.run("slow_query").report.fired

        let evidence = try #require(fired?.evidence)
        #expect(evidence.contains { $0.text.contains("FROM bookings") })
        #expect(evidence.contains { $0.title == "Plan" && $0.text.contains("Seq Scan on bookings") })
    }
}
