import Foundation
import TestServers
import Testing

@testable import MonitoringDashboard

@Suite struct PageHTTPTests {
    @Test func `the page is complete without a script`() async throws {
        try await TestMonitor.with(GeneratedSource(snapshot: GeneratedSnapshot().troubled)) { monitor in
            let answer = try await monitor.get("/dashboard?range=6h")
            let page = TestHTTPClient.text(answer)

            #expect(answer.status == 200)
            for id in [
                "health", "alerts", "requests", "connections", "cache", "statements", "blocking", "sessions", "tables",
                "indexes", "replication", "server", "monitor",
            ] { #expect(page.contains("<section id=\"\(id)\""), "\(id)") }
            #expect(page.contains("PostgreSQL was started at 12:04"))
            #expect(page.contains("ALTER SYSTEM SET track_io_timing = on"))
            #expect(page.contains("explain 96.4\u{A0}% of the database"))
            #expect(page.contains("aria-current=\"true\">6 h</a>"))
            for unit in ["connections", "sessions", "files"] {
                #expect(page.contains("<text class=\"unit\" x=\"0\" y=\"6\">\(unit)</text>"))
            }
            for title in ["Event loop delay", "Open files of this process", "Cost of sampling", "Time in statements"] {
                #expect(page.contains("aria-label=\"\(title)"), "\(title)")
            }
        }
    }

    @Test(arguments: TimeRange.allCases)
    func `what is sent for each sample stays small`(range: TimeRange) async throws {
        try await TestMonitor.with { monitor in
            let answer = try await monitor.get("/dashboard/fragment?range=\(range.rawValue)")

            #expect(answer.status == 200)
            #expect(answer.body.count < 220_000)
        }
    }

    @Test func `foreign texts are texts, on every page`() async throws {
        try await TestMonitor.with(GeneratedSource(snapshot: GeneratedSnapshot().troubled)) { monitor in
            for path in ["/dashboard", "/dashboard/statements/s6%2F16384%2B6"] {
                let page = TestHTTPClient.text(try await monitor.get(path))

                #expect(page.contains("&lt;script&gt;document.title"))
                #expect(!page.contains("<script>"))
                #expect(!page.contains("<img"))
                #expect(!page.contains("<i>psql"))
                #expect(page.matches(of: /<script/).count == 1)
            }
        }
    }

    @Test func `no page has a style or a script of its own, and each says what browsers may do`() async throws {
        try await TestMonitor.with { monitor in
            for path in ["/dashboard", "/sign-in", "/dashboard/statements/s0%2F16384%2B0", "/nothing"] {
                let answer = try await monitor.get(path, [("Accept", "text/html")])
                let page = TestHTTPClient.text(answer)

                #expect(page.firstMatch(of: /\s(style|on[a-z]+)="/) == nil, "\(path)")
                #expect(!page.contains("<style"))
                #expect(
                    TestHTTPClient.field("content-security-policy", answer)
                        == "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
                        + "img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'; form-action 'self'")
                #expect(TestHTTPClient.field("x-content-type-options", answer) == "nosniff")
                #expect(TestHTTPClient.field("referrer-policy", answer) == "same-origin")
                #expect(TestHTTPClient.field("cache-control", answer) == "no-store")
            }
        }
    }

    @Test func `a file that a browser has isn't sent again`() async throws {
        try await TestMonitor.with { monitor in
            for asset in Asset.all {
                let first = try await monitor.get(asset.path)
                let tag = try #require(TestHTTPClient.field("etag", first))
                let again = try await monitor.get(asset.path, [("If-None-Match", "\"other\", \(tag)")])

                #expect(first.status == 200 && !first.body.isEmpty)
                #expect(TestHTTPClient.field("content-type", first) == asset.contentType)
                #expect(again.status == 304 && again.body.isEmpty)
            }
        }
    }

    @Test func `a monitor that hasn't sampled, and one whose history can't be read, have a page`() async throws {
        try await TestMonitor.with(GeneratedSource(snapshot: nil)) { monitor in
            let answer = try await monitor.get("/dashboard")

            #expect(answer.status == 200)
            #expect(TestHTTPClient.text(answer).contains("The first sample hasn&#39;t been taken yet"))
        }
    }

    @Test func `a statement's page has its text, its plan or why there is none, and the way back`() async throws {
        try await TestMonitor.with { monitor in
            let page = TestHTTPClient.text(try await monitor.get("/dashboard/statements/s0%2F16384%2B0"))
            let planless = TestHTTPClient.text(try await monitor.get("/dashboard/statements/s9%2F16384%2B9?range=1h"))
            let unknown = try await monitor.get("/dashboard/statements/none", [("Accept", "text/html")])

            #expect(page.contains("SELECT a.id, a.starts_at, a.status"))
            #expect(page.contains("Index Scan using appointments_barber_starts"))
            #expect(page.contains("href=\"/dashboard#statements\""))
            #expect(page.contains("explain 96.4\u{A0}% of the database&#39;s active time"))
            #expect(page.contains("\u{A0}s/s</text>"))
            #expect(!page.contains("Sign out"))
            #expect(planless.contains("A COMMIT has no plan."))
            #expect(unknown.status == 404)
            #expect(TestHTTPClient.text(unknown).contains("No such statement ran in the last 24 h."))
        }
    }

    @Test func `the address alone leads to the dashboard`() async throws {
        try await TestMonitor.with { monitor in
            let answer = try await monitor.get("/")

            #expect(answer.status == 303)
            #expect(TestHTTPClient.field("location", answer) == "/dashboard")
        }
    }
}
