import DatabaseMonitoring
import Foundation
import Testing

@testable import MonitoringDashboard

@Suite struct HealthTests {
    private let now = Date(timeIntervalSince1970: 1_700_000_000)

    @Test func `a usual moment is well`() {
        let health = Health(GeneratedSnapshot(now: now).usual, now: now)

        #expect(health.level == .well)
        #expect(health.troubles.isEmpty)
    }

    @Test func `what is critical comes first, and pending alerts are no trouble yet`() {
        let health = Health(GeneratedSnapshot(now: now).troubled, now: now)

        #expect(health.troubles.map(\.level) == [.critical, .warning])
        #expect(health.troubles[0].text == "Longest wait for a lock is 12.4\u{A0}s, above 100\u{A0}ms")
        #expect(health.troubles[0].since == now.addingTimeInterval(-100))
        #expect(health.pending == 1)
    }

    @Test func `blindness says why and since when`() {
        var snapshot = GeneratedSnapshot(now: now).usual
        snapshot.blindness = "connection refused"
        snapshot.marks.append(HistoryMark(time: now.addingTimeInterval(-30), kind: .blind, text: ""))

        let health = Health(snapshot, now: now)

        #expect(health.level == .critical)
        #expect(health.troubles.first?.text == "PostgreSQL can't be seen: connection refused")
        #expect(health.troubles.first?.since == now.addingTimeInterval(-30))
    }

    @Test func `old figures aren't taken for well`() {
        let health = Health(GeneratedSnapshot(now: now).usual, now: now.addingTimeInterval(36))

        #expect(health.troubles.first?.text == "No sample arrives")
        #expect(Health(nil, now: now).level == .warning)
    }

    @Test func `a monitor that can't write or send says so`() {
        var snapshot = GeneratedSnapshot(now: now).usual
        snapshot.monitor.historyFailure = "the disk is full"
        snapshot.monitor.webhookFailure = "status 404"

        #expect(Health(snapshot, now: now).troubles.map(\.level) == [.warning, .warning])
    }
}
