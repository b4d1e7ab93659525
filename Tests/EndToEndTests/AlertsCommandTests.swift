import DatabaseMonitoring
import Foundation
import TestServers
import Testing

extension EndToEnd {
    @Suite("alerts")
    struct AlertsCommandTests {
        private func alerts(_ arguments: [String], _ folder: String) async throws -> ProgramEnd {
            try await runProgram(["alerts"] + arguments + ["--state", "\(folder)/state"], in: folder)
        }

        @Test("list shows the rules of the running server")
        func list() async throws {
            try await MonitorAnswers.withMonitor { folder, _ in
                let table = try await alerts(["list"], folder)
                let json = try await alerts(["list", "--json"], folder)

                #expect(table.exitCode == 0 && table.lines.count == 3)
                #expect(table.lines.contains { $0.hasPrefix("lock_wait ") && $0.contains("12 %") })
                let items = try MonitorJSON.decode([String: [AlertRow]].self, from: Data(json.standardOutput.utf8))
                #expect(items["items"] == MonitorAnswers.alerts)
            }
        }

        @Test("test says for each webhook how it went, and fails when one did or there is none")
        func test() async throws {
            let good = WebhookTest(webhook: "hooks.slack.com", failure: nil)
            let bad = WebhookTest(webhook: "alerts.example", failure: "it answered 410: channel_is_archived")

            var ends: [ProgramEnd] = []
            for webhooks in [[good], [good, bad], []] {
                let end = try await MonitorAnswers.withMonitor(webhooks: webhooks) { folder, _ in
                    try await alerts(["test"], folder)
                }
                ends.append(end)
            }

            #expect(ends.map(\.exitCode) == [0, 69, 78])
            #expect(ends[0].lines == ["sent    hooks.slack.com"])
            #expect(ends[1].lines.last == "failed  alerts.example: it answered 410: channel_is_archived")
            #expect(ends[1].standardError.contains("1 of 2 webhooks did not take the message"))
            #expect(ends[2].standardError.contains("SLACK_WEBHOOK_URL"))
        }

        @Test("silence is asked of the server, for a time or no longer; another name is refused with what was meant")
        func silence() async throws {
            try await MonitorAnswers.withMonitor { folder, monitor in
                let quiet = try await alerts(["silence", "lock_wait", "--for", "90m"], folder)
                let loud = try await alerts(["silence", "lock_wait", "--end"], folder)
                let wrong = try await alerts(["silence", "lock_wiat", "--for", "1h"], folder)
                let neither = try await alerts(["silence", "lock_wait"], folder)
                let endless = try await alerts(["silence", "lock_wait", "--for", "1y"], folder)

                var changes: [MonitorDouble.Request] = []
                var requests = monitor.requests.makeAsyncIterator()
                while changes.count < 2, let request = await requests.next() {
                    if request.method != "GET" { changes.append(request) }
                }
                #expect(
                    changes == [
                        .init(method: "PUT", target: "/api/alerts/lock_wait/silence", body: #"{"seconds":5400}"#),
                        .init(method: "DELETE", target: "/api/alerts/lock_wait/silence"),
                    ])
                #expect([quiet, loud, wrong, neither, endless].map(\.exitCode) == [0, 0, 64, 64, 64])
                #expect(quiet.lines == ["lock_wait is silent for 90m"] && loud.lines == ["lock_wait speaks again"])
                #expect(wrong.standardError.contains("Did you mean 'lock_wait'?"))
                #expect(neither.standardError.contains("--for 1h, or --end"))
            }
        }
    }
}
