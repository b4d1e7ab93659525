import Foundation
import Synchronization
import TestServers
import Testing

@testable import MonitoringDashboard

@Suite struct SignInHTTPTests {
    /// One administrator; a shop's owner's password fits too, but they get no session.
    private static let access = MonitoringAccess(
        signIn: { email, password in email == "admin@example.com" && password == "right & good" ? "session-1" : nil },
        isAdministrator: { $0 == "session-1" }, signOut: { _ in })

    private func withRemote<Value: Sendable>(
        signInTime: Duration = .milliseconds(20), isBehindTLS: Bool = false,
        _ body: @Sendable (TestMonitor) async throws -> Value
    ) async throws -> Value {
        try await TestMonitor.with(access: Self.access) { configuration in
            configuration.host = "0.0.0.0"
            configuration.tokens = [try AdminToken(TestMonitor.token)]
            configuration.limits.signInTime = signInTime
            configuration.isBehindTLS = isBehindTLS
        } _: { monitor in
            try await body(monitor)
        }
    }

    private static func signIn(
        _ monitor: TestMonitor, _ form: String, _ headers: [(String, String)] = []
    ) async throws -> TestHTTPClient.Response {
        try await monitor.client.request(
            "POST", "/sign-in",
            headers: [("Content-Type", "application/x-www-form-urlencoded"), ("Origin", monitor.url)] + headers,
            body: Array(form.utf8))
    }

    @Test func `a stranger gets the sign-in page, and nothing else`() async throws {
        try await withRemote { monitor in
            for path in ["/", "/dashboard", "/dashboard/statements/s0"] {
                let answer = try await monitor.get(path)
                #expect(answer.status == 303 && answer.body.isEmpty, "\(path)")
                #expect(TestHTTPClient.field("location", answer) == "/sign-in")
            }
            for path in [
                "/metrics", "/api/snapshot", "/api/history?keys=a", "/api/statements", "/api/statements/s0",
                "/api/alerts", "/api/events", "/dashboard/fragment", "/assets/dashboard.js", "/none",
            ] {
                let answer = try await monitor.get(path, [("Cookie", "monitor_session=made-up")])
                #expect(answer.status == 401, "\(path)")
                #expect(!TestHTTPClient.text(answer).contains("bookings"))
            }
            let change = try await monitor.send(
                "PUT", "/api/alerts/lock_wait/silence", monitor.ownPage, json: #"{"seconds":600}"#)
            #expect(change.status == 401)
            #expect(try await monitor.get("/sign-in").status == 200)
        }
    }

    @Test func `a program with the token gets everything`() async throws {
        try await withRemote { monitor in
            let token = [("Authorization", "Bearer \(TestMonitor.token)")]

            #expect(try await monitor.get("/metrics", token).status == 200)
            #expect(try await monitor.get("/dashboard", token).status == 200)
            #expect(
                try await monitor.send("PUT", "/api/alerts/lock_wait/silence", token, json: #"{"seconds":600}"#).status
                    == 204)
            let wrong = try await monitor.get("/metrics", [("Authorization", "Bearer \(TestMonitor.token)x")])
            #expect(wrong.status == 401)
            #expect(TestHTTPClient.field("www-authenticate", wrong)?.contains("invalid_token") == true)
        }
    }

    @Test func `an administrator signs in, looks, and signs out`() async throws {
        try await withRemote(isBehindTLS: true) { monitor in
            let answer = try await Self.signIn(monitor, "email=admin%40example.com&password=right+%26+good")
            let cookie = try #require(TestHTTPClient.field("set-cookie", answer))
            let session = [("Cookie", String(cookie.prefix { $0 != ";" }))]
            let page = try await monitor.get("/dashboard", session)
            let statement = try await monitor.get("/dashboard/statements/s0%2F16384%2B0", session)
            let change = try await monitor.send(
                "PUT", "/api/alerts/lock_wait/silence", session + monitor.ownPage, json: #"{"seconds":600}"#)
            let out = try await monitor.client.request("POST", "/sign-out", headers: session + monitor.ownPage)

            #expect(answer.status == 303)
            #expect(cookie == "__Host-monitor_session=session-1; Path=/; HttpOnly; SameSite=Strict; Secure")
            #expect(page.status == 200)
            #expect(TestHTTPClient.text(page).contains("Sign out"))
            #expect(TestHTTPClient.text(statement).contains("Sign out"))
            #expect(change.status == 204)
            #expect(out.status == 303)
            #expect(TestHTTPClient.field("set-cookie", out)?.contains("Max-Age=0") == true)
        }
    }

    @Test func `behind a proxy that replaces the Host field an administrator signs in, and another site doesn't`()
        async throws
    {
        try await TestMonitor.with(access: Self.access) { configuration in
            configuration.publicURL = "https://monitor.example.com"
            configuration.trustedProxies = ["127.0.0.1"]
            configuration.limits.signInTime = .milliseconds(20)
        } _: { monitor in
            let form = "email=admin%40example.com&password=right+%26+good"
            let proxy = [("Host", "127.0.0.1:\(monitor.port)"), ("X-Forwarded-For", "203.0.113.9")]
            let own = proxy + [("Origin", "https://monitor.example.com"), ("Sec-Fetch-Site", "same-origin")]
            let foreign = proxy + [("Origin", "https://evil.example")]
            let type = [("Content-Type", "application/x-www-form-urlencoded")]

            let answer = try await monitor.client.request(
                "POST", "/sign-in", headers: type + own, body: Array(form.utf8))
            let refused = try await monitor.client.request(
                "POST", "/sign-in", headers: type + foreign, body: Array(form.utf8))
            let cookie = try #require(TestHTTPClient.field("set-cookie", answer))
            let session = [("Cookie", String(cookie.prefix { $0 != ";" }))]
            let change = try await monitor.send(
                "PUT", "/api/alerts/lock_wait/silence", session + own, json: #"{"seconds":600}"#)

            #expect(answer.status == 303)
            #expect(cookie.hasPrefix("__Host-monitor_session=session-1;"))
            #expect(change.status == 204)
            #expect(refused.status == 403)
            // A proxy that doesn't say that it is one looks like a program of this machine.
            #expect(try await monitor.get("/metrics").status == 401)
            #expect(try await monitor.get("/metrics", proxy + session).status == 200)
        }
    }

    @Test func `whoever knows the token signs in with it`() async throws {
        try await withRemote { monitor in
            let answer = try await Self.signIn(monitor, "email=&password=\(TestMonitor.token)")
            let cookie = try #require(TestHTTPClient.field("set-cookie", answer))

            let page = try await monitor.get("/dashboard", [("Cookie", String(cookie.prefix { $0 != ";" }))])

            #expect(page.status == 200)
            #expect(!cookie.contains(TestMonitor.token))
        }
    }

    @Test func `wrong people get the same answer, and none comes before its time`() async throws {
        try await withRemote(signInTime: .milliseconds(300)) { monitor in
            var answers: Set<String> = []
            for form in [
                "email=admin%40example.com&password=wrong", "email=owner%40example.com&password=owners",
                "email=&password=x",
                "email=nobody&password=", "nothing",
            ] {
                let start = ContinuousClock.now
                let answer = try await Self.signIn(monitor, form)
                #expect(ContinuousClock.now - start >= .milliseconds(300))
                answers.insert("\(answer.status) \(TestHTTPClient.text(answer))")
                #expect(TestHTTPClient.field("set-cookie", answer) == nil)
            }
            let start = ContinuousClock.now
            _ = try await Self.signIn(monitor, "email=admin%40example.com&password=right+%26+good")
            #expect(ContinuousClock.now - start >= .milliseconds(300))
            #expect(answers.count == 1)
            #expect(answers.first?.hasPrefix("401 ") == true)
        }
    }

    @Test func `attempts on one account are limited, from wherever they come`() async throws {
        try await withRemote { monitor in
            var statuses: [Int] = []
            for number in 0..<12 {
                let form = "email=\(number.isMultiple(of: 2) ? "Admin" : "admin")%40example.com&password=guess"
                statuses.append(try await Self.signIn(monitor, form).status)
            }

            #expect(statuses == Array(repeating: 401, count: 10) + [429, 429])
            let other = try await Self.signIn(monitor, "email=other%40example.com&password=guess")
            #expect(other.status == 401)
        }
    }

    @Test func `a form of another site signs nobody in`() async throws {
        try await withRemote { monitor in
            let answer = try await monitor.client.request(
                "POST", "/sign-in",
                headers: [
                    ("Content-Type", "application/x-www-form-urlencoded"), ("Origin", "https://evil.example"),
                ], body: Array("email=admin%40example.com&password=right+%26+good".utf8))

            #expect(answer.status == 403)
        }
    }
}
