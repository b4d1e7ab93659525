import DatabaseMonitoring
import Foundation
import Logging
import Postgres
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
                    let said = try await Promtool.check(text)
                    #expect(said.status == 0 && said.text.isEmpty, "\(said.text)")
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

        @Test("on another address one signs in as an administrator, and an owner sees nothing")
        func signingIn() async throws {
            let url = try await TestServers.database("monitor_sign_in")
            try await TestServers.withFolder("monitor-sign-in") { folder in
                let environment = [
                    "DATABASE_URL": url, "BOOKEDBARBER_MONITOR_HOST": "0.0.0.0",
                    "BOOKEDBARBER_MONITOR_TOKEN": "a-token-for-prometheus-1",
                ]
                _ = try await withServe(in: folder, environment: environment) { _, api in
                    _ = try await api.signedUp("keeper")
                    _ = try await api.signedUp("chief")
                    let admin = try await Connection.connect(
                        ConnectionConfiguration(url: url),
                        logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
                    try await admin.query("UPDATE users SET role = 'owner' WHERE email LIKE 'keeper%'")
                    try await admin.query("UPDATE users SET role = 'admin' WHERE email LIKE 'chief%'")
                    let emails = try await admin.query(
                        "SELECT email::text FROM users WHERE email LIKE 'keeper%' OR email LIKE 'chief%' ORDER BY email"
                    ).decode(String.self)
                    await admin.close()
                    let monitor = try Self.address(in: folder)
                    let form = [("Content-Type", "application/x-www-form-urlencoded")]
                    func signIn(_ email: String) async throws -> TestHTTPClient.Response {
                        let text = "email=\(email.replacing("@", with: "%40"))&password=correct+horse+battery"
                        return try await monitor.request(
                            "POST", "/sign-in", headers: form + [("Origin", "http://127.0.0.1:\(monitor.port)")],
                            body: Array(text.utf8))
                    }
                    func cookie(_ response: TestHTTPClient.Response) -> String? {
                        response.headers.first { $0.0.lowercased() == "set-cookie" }?.1.split(separator: ";").first
                            .map(String.init)
                    }

                    let chief = try #require(cookie(try await signIn(emails[0])))
                    let keeper = try await signIn(emails[1])
                    let stranger = try await monitor.request("GET", "/api/snapshot")
                    let seen = try await monitor.request("GET", "/dashboard", headers: [("Cookie", chief)])
                    let scraped = try await monitor.request(
                        "GET", "/metrics", headers: [("Authorization", "Bearer a-token-for-prometheus-1")])

                    #expect(cookie(keeper) == nil)
                    #expect(stranger.status == 401)
                    #expect(seen.status == 200)
                    #expect(scraped.status == 200)
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
                    #expect(
                        [top, json, list, silence, after].map(\.exitCode) == [0, 0, 0, 0, 0], "\(list.standardError)")
                    #expect(top.lines.contains { $0.hasPrefix("PostgreSQL") })
                    let snapshot = try MonitorJSON.decode(
                        MonitorSnapshot.self, from: Data(json.standardOutput.utf8))
                    #expect(snapshot.missing == [], "\(snapshot.missing)")
                    #expect(snapshot.blindness == nil)
                    #expect(list.lines.contains { $0.contains("connection_usage") })
                    #expect(
                        after.lines.first { $0.contains("slow_query") }
                            != list.lines.first { $0.contains("slow_query") })
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
