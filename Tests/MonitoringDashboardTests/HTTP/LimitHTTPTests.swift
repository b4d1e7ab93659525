import Foundation
import TestServers
import Testing

@testable import MonitoringDashboard

@Suite struct LimitHTTPTests {
    @Test func `a long body is refused, announced or not`() async throws {
        try await TestMonitor.with { monitor in
            let body = #"{"seconds":600,"x":"\#(String(repeating: "x", count: 5000))"}"#
            let path = "/api/alerts/lock_wait/silence"

            let announced = try await monitor.send("PUT", path, monitor.ownPage, json: body)
            let chunked = try await monitor.client.rawRequest(
                Array(
                    """
                    PUT \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(monitor.port)\r\nOrigin: \(monitor.url)\r\n\
                    Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n\
                    \(String(body.utf8.count, radix: 16))\r\n\(body)\r\n0\r\n\r\n
                    """.utf8))

            #expect(announced.status == 413)
            #expect(String(decoding: chunked, as: UTF8.self).hasPrefix("HTTP/1.1 413"))
        }
    }

    @Test func `long and many header fields end the connection`() async throws {
        try await TestMonitor.with { monitor in
            let long = "GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\nX: \(String(repeating: "x", count: 20_000))\r\n\r\n"
            let many = (0..<100).map { "X-\($0): x\r\n" }.joined()

            for request in [long, "GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\n\(many)\r\n"] {
                let (bytes, closed) = try await monitor.client.rawRequest([Array(request.utf8)])

                #expect(!String(decoding: bytes, as: UTF8.self).contains(" 200 "))
                #expect(closed)
            }
        }
    }

    @Test(arguments: [
        "GET /metr", "PUT /api/alerts/x/silence HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\n{",
        "POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n",
    ])
    func `a request that doesn't arrive holds a connection for its time and no longer`(part: String) async throws {
        var limits = MonitoringServerConfiguration.Limits()
        limits.readTime = .milliseconds(200)
        limits.idleTime = .milliseconds(200)
        try await TestMonitor.with(limits: limits) { monitor in
            let (_, closed) = try await monitor.client.rawRequest([Array(part.utf8)], timeout: .seconds(20))

            #expect(closed)
        }
    }

    @Test func `a foreign name for this machine is refused before anything is told`() async throws {
        try await TestMonitor.with { monitor in
            let answer = try await monitor.get("/api/snapshot", [("Host", "rebound.example:\(monitor.port)")])

            #expect(answer.status == 421)
            #expect(!TestHTTPClient.text(answer).contains("bookings"))
        }
    }

    @Test(arguments: [
        ("Forwarded", "for=203.0.113.9"), ("Via", "1.1 proxy"), ("X-Forwarded-For", "203.0.113.9"),
        ("X-Forwarded-Host", "monitor.example.com"), ("X-Forwarded-Proto", "https"), ("X-Real-IP", "203.0.113.9"),
    ])
    func `what a proxy passes on to a loopback address must sign in`(name: String, value: String) async throws {
        try await TestMonitor.with { monitor in
            let direct = try await monitor.get("/metrics")
            let forwarded = try await monitor.get("/metrics", [(name, value)])

            #expect(direct.status == 200)
            #expect(forwarded.status == 401)
        }
    }

    @Test func `a mistake in the configuration is named at the start`() throws {
        var configuration = MonitoringServerConfiguration()
        configuration.port = 70_000

        #expect(throws: MonitoringConfigurationError.self) { try configuration.validate() }
        #expect(throws: MonitoringConfigurationError.self) { try AdminToken("short") }
        #expect("\(try AdminToken(TestMonitor.token))" == "***")
    }
}
