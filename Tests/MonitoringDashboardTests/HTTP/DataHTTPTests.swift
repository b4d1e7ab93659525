import DatabaseMonitoring
import Foundation
import TestServers
import Testing

@testable import MonitoringDashboard

@Suite struct DataHTTPTests {
    private struct StatementAnswer: Decodable {
        let statement: StatementHistory
        let current: StatementRow?
        let plan: StatementPlan
    }

    @Test func `the snapshot is the source's`() async throws {
        try await TestMonitor.with { monitor in
            let answer = try await monitor.get("/api/snapshot")
            let snapshot = try MonitorJSON.decode(MonitorSnapshot.self, from: Data(answer.body))

            #expect(TestHTTPClient.field("content-type", answer) == "application/json")
            #expect(snapshot.statements == monitor.source.snapshot?.statements)
            #expect(snapshot.server == monitor.source.snapshot?.server)
        }
    }

    @Test func `history has the series that were asked for, in the range`() async throws {
        try await TestMonitor.with { monitor in
            let keys = "postgresql.commits;postgresql.connections%7Bstate=active%7D;unknown"

            let answer = try await monitor.get("/api/history?range=24h&keys=\(keys)")
            let series = try MonitorJSON.decode([HistorySeries].self, from: Data(answer.body))

            #expect(series.map(\.key) == ["postgresql.commits", "postgresql.connections{state=active}"])
            let first = try #require(series.first?.points.first)
            #expect(abs(first.time.timeIntervalSinceNow + 24 * 3600) < 60)
        }
    }

    @Test func `statements, and one of them with its plan`() async throws {
        try await TestMonitor.with { monitor in
            let all = try MonitorJSON.decode(
                [StatementHistory].self, from: Data(try await monitor.get("/api/statements?range=15m").body))
            let one = try MonitorJSON.decode(
                StatementAnswer.self,
                from: Data(try await monitor.get("/api/statements/\(all[0].id.percentEncoded)").body))

            #expect(all.count == GeneratedFigures.texts.count)
            #expect(one.statement.id == all[0].id)
            #expect(one.current?.text == all[0].text)
            #expect(one.plan.text?.contains("Nested Loop") == true)
        }
    }

    @Test func `metrics are what the client accepts`() async throws {
        try await TestMonitor.with { monitor in
            let plain = try await monitor.get("/metrics")
            let open = try await monitor.get("/metrics", [("Accept", "application/openmetrics-text; version=1.0.0")])

            #expect(TestHTTPClient.field("content-type", plain)?.hasPrefix("text/plain") == true)
            #expect(TestHTTPClient.field("content-type", open)?.hasPrefix("application/openmetrics-text") == true)
        }
    }

    @Test(arguments: [
        ("/api/history", 400, "Give from 1 to 100"), ("/api/history?keys=a&range=2h", 400, "15m, 1h, 6h, 24h"),
        ("/api/statements?range=", 400, "There is no range ''"), ("/api/statements/none", 404, "No such statement"),
        ("/api/none", 404, "no such page"),
    ])
    func `a mistake is answered with a problem that names it`(path: String, status: Int, part: String) async throws {
        try await TestMonitor.with { monitor in
            let answer = try await monitor.get(path, [("Accept", "text/html,*/*")])
            let problem = try #require(
                try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any])

            #expect(answer.status == status)
            #expect(TestHTTPClient.field("content-type", answer) == "application/problem+json")
            #expect(problem["status"] as? Int == status)
            #expect((problem["detail"] as? String)?.contains(part) == true)
        }
    }

    @Test func `before the first sample there is nothing yet`() async throws {
        try await TestMonitor.with(GeneratedSource(snapshot: nil)) { monitor in
            let answer = try await monitor.get("/api/snapshot")

            #expect(answer.status == 503)
            #expect(TestHTTPClient.field("retry-after", answer) == "10")
        }
    }
}
