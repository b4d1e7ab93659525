import DatabaseMonitoring
import Foundation
import TestServers
import Testing

@testable import MonitoringDashboard

@Suite struct AlertHTTPTests {
    @Test func `an alert is silenced for a time, and the silence ended`() async throws {
        try await TestMonitor.with { monitor in
            let path = "/api/alerts/lock_wait/silence"

            let silenced = try await monitor.send("PUT", path, monitor.ownPage, json: #"{"seconds":600}"#)
            let end = try #require(monitor.source.silences["lock_wait"])
            let ended = try await monitor.send("DELETE", path, monitor.ownPage)

            #expect(silenced.status == 204)
            #expect(abs(end.timeIntervalSinceNow - 600) < 60)
            #expect(ended.status == 204)
            #expect(monitor.source.silences.isEmpty)
        }
    }

    @Test(arguments: [
        (#"{"seconds":59}"#, 422), (#"{"seconds":2592001}"#, 422), ("{}", 400), ("[", 400), (#"{"seconds":"x"}"#, 400),
    ])
    func `a silence that isn't sensible is refused`(json: String, status: Int) async throws {
        try await TestMonitor.with { monitor in
            let answer = try await monitor.send("PUT", "/api/alerts/lock_wait/silence", monitor.ownPage, json: json)

            #expect(answer.status == status)
            #expect(monitor.source.silences.isEmpty)
        }
    }

    @Test func `an alert that there isn't is named, with those that there are`() async throws {
        try await TestMonitor.with { monitor in
            let answer = try await monitor.send(
                "PUT", "/api/alerts/none/silence", monitor.ownPage, json: #"{"seconds":600}"#)

            #expect(answer.status == 404)
            #expect(TestHTTPClient.text(answer).contains("There is no alert 'none'. There are: connection_usage"))
        }
    }

    @Test func `the test of the webhooks says how each went`() async throws {
        try await TestMonitor.with { monitor in
            let answer = try await monitor.send("POST", "/api/alerts/test", monitor.ownPage, json: "{}")
            let tests = try MonitorJSON.decode([WebhookTest].self, from: Data(answer.body))

            #expect(tests.map(\.failure) == [nil, "status 410: the channel is archived"])
        }
    }

    @Test func `another site's page, a form and a program without the token change nothing`() async throws {
        try await TestMonitor.with { monitor in
            let path = "/api/alerts/lock_wait/silence"
            let json = #"{"seconds":600}"#

            let foreign = try await monitor.send("PUT", path, [("Origin", "https://evil.example")], json: json)
            let program = try await monitor.send("PUT", path, json: json)
            let form = try await monitor.client.request(
                "PUT", path, headers: monitor.ownPage + [("Content-Type", "text/plain")], body: Array(json.utf8))

            #expect(foreign.status == 403)
            #expect(program.status == 403)
            #expect(form.status == 415)
            #expect(monitor.source.silences.isEmpty)
        }
    }
}
