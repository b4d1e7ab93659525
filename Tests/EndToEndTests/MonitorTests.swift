import DatabaseMonitoring
import Foundation
import TestServers
import Testing

extension EndToEnd {
    @Suite("The monitor of the running program")
    struct MonitorTests {
        @Test("/metrics has every metric that dashboards and rules use, and promtool finds nothing to say of it")
        func metrics() async throws {
            try await TestServers.withFolder("monitor") { folder in
                _ = try await withServe(in: folder) { _, api in
                    for _ in 0..<5 { _ = try await api.http.request("GET", "/v1/shops/1/services") }
                    let monitor = try Self.address(in: folder)
                    let wanted = try DeployedMetrics.names().subtracting(DeployedMetrics.conditional)
                    var text = ""
                    let isWhole = try await eventually(within: .seconds(60), every: .milliseconds(500)) {
                        text = String(decoding: try await monitor.request("GET", "/metrics").body, as: UTF8.self)
                        return wanted.allSatisfy { DeployedMetrics.has($0, in: text) }
                    }

                    let missing = wanted.filter { !DeployedMetrics.has($0, in: text) }.sorted()
                    #expect(isWhole, "\(missing)")
                    #expect(text.contains("http_server_request_duration_seconds_bucket{"))
                    #expect(text.contains("http_route=\"/v1/shops/{shop}/services\"") || text.contains("http_route="))
                }
            }
        }

        @Test("the monitor is seen on loopback by everybody of the machine, and by nobody under another name")
        func access() async throws {
            try await TestServers.withFolder("monitor-access") { folder in
                _ = try await withServe(in: folder) { _, api in
                    let monitor = try Self.address(in: folder)
                    let page = try await monitor.request("GET", "/dashboard")
                    let rebound = try await monitor.request("GET", "/dashboard", headers: [("Host", "evil.example")])
                    let owner = try await api.http.request("GET", "/dashboard")

                    #expect(page.status == 200)
                    #expect([403, 421].contains(rebound.status))
                    #expect(owner.status == 404)
                }
            }
        }

        @Test("top and alerts ask the program that is running")
        func commands() async throws {
            try await TestServers.withFolder("monitor-commands") { folder in
                let state = ["--state", "\(folder)/state"]
                _ = try await withServe(in: folder) { _, _ in
                    let monitor = try Self.address(in: folder)
                    let isSampled = try await eventually(within: .seconds(60)) {
                        try await monitor.request("GET", "/api/snapshot").status == 200
                    }
                    let top = try await runProgram(["top", "--once"] + state, in: folder)
                    let json = try await runProgram(["top", "--json"] + state, in: folder)
                    let list = try await runProgram(["alerts", "list"] + state, in: folder)
                    let silence = try await runProgram(
                        ["alerts", "silence", "slow_query", "--for", "1h"] + state, in: folder)
                    let after = try await runProgram(["alerts", "list"] + state, in: folder)

                    #expect(isSampled)
                    #expect([top, json, list, silence, after].map(\.exitCode) == [0, 0, 0, 0, 0], "\(list.standardError)")
                    #expect(top.lines.contains { $0.hasPrefix("PostgreSQL") })
                    let snapshot = try MonitorJSON.decode(
                        MonitorSnapshot.self, from: Data(json.standardOutput.utf8))
                    #expect(snapshot.missing == [], "\(snapshot.missing)")
                    #expect(snapshot.blindness == nil)
                    #expect(list.lines.contains { $0.contains("connection_usage") })
                    #expect(after.lines.first { $0.contains("slow_query") } != list.lines.first { $0.contains("slow_query") })
                }
            }
        }

        /// Where the program in a folder says that its monitor is.
        static func address(in folder: String) throws -> TestHTTPClient {
            struct Running: Decodable {
                let monitor: String
                enum CodingKeys: String, CodingKey { case monitor = "monitor_url" }
            }
            let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/state/running.json"))
            let url = try #require(URL(string: try JSONDecoder().decode(Running.self, from: data).monitor))
            return TestHTTPClient(host: url.host ?? "127.0.0.1", port: try #require(url.port))
        }
    }
}
