import BookedBarberServer
import Foundation
import TestServers
import Testing

@Suite struct ProtocolTests {
    /// What came back as text, of bytes that were sent as they are.
    private func raw(_ app: TestApplication, _ text: String, _ more: [UInt8] = []) async throws -> String {
        String(decoding: try await app.client.rawRequest(Array(text.utf8) + more), as: UTF8.self)
    }

    private let signIn = "POST /v1/sessions HTTP/1.1\r\nHost: x\r\n"

    @Test(arguments: [
        ("GET", "/nothing", 404, "not-found"), ("GET", "/", 404, "not-found"),
        ("GET", "/v1/../etc/passwd", 404, "not-found"),
        ("PUT", "/v1/me", 405, "method-not-allowed"), ("OPTIONS", "/v1/me", 405, "method-not-allowed"),
        ("TRACE", "/v1/shops", 405, "method-not-allowed"), ("POST", "/v1/sessions", 415, "unsupported-media-type"),
    ])
    func `What isn't served is a problem document`(
        method: String, path: String, status: Int, problem: String
    ) async throws {
        try await TestApplication.run("protocol") { app in
            let reply = try await app.send(method, path)

            #expect(reply.status == status)
            #expect(reply.problem == problem)
            #expect((reply["Allow"] != nil) == (status == 405))
            #expect(reply["X-Request-Id"] == reply.json["request_id"]?.text)
            #expect(reply["Cache-Control"] == "no-store")
        }
    }

    @Test(arguments: ["text/plain", "application/xml", "application/x-www-form-urlencoded", "application/jsonx", ""])
    func `A body of another type is refused`(type: String) async throws {
        try await TestApplication.run("protocol") { app in
            let reply = Received(
                try await app.client.request(
                    "POST", "/v1/sessions", headers: type.isEmpty ? [] : [("Content-Type", type)],
                    body: Array("{}".utf8)))

            #expect(reply.status == 415)
            #expect(reply["Accept"] == "application/json")
        }
    }

    @Test(arguments: ["", "{", "nonsense", "{\"email\": }", "\u{FEFF}{}x", "{\"a\":1}{\"b\":2}"])
    func `A body that is no JSON is 400`(body: String) async throws {
        try await TestApplication.run("protocol") { app in
            let reply = Received(
                try await app.client.request(
                    "POST", "/v1/sessions", headers: [("Content-Type", "application/json; charset=utf-8")],
                    body: Array(body.utf8)))

            #expect(reply.status == 400)
            #expect(reply.problem == "malformed-json")
        }
    }

    @Test func `JSON that nests without end is refused and hurts nobody`() async throws {
        try await TestApplication.run("protocol") { app in
            let body = String(repeating: "[", count: 30_000) + String(repeating: "]", count: 30_000)
            let reply = Received(
                try await app.client.request(
                    "POST", "/v1/sessions", headers: [("Content-Type", "application/json")], body: Array(body.utf8)))

            #expect(reply.status == 400)
            #expect(try await app.get("/healthz").status == 200)
        }
    }

    @Test func `A body that says it is too large isn't read`() async throws {
        try await TestApplication.run("protocol") { app in
            let answer = try await raw(
                app, signIn + "Content-Type: application/json\r\nContent-Length: 70000\r\n\r\n")

            #expect(answer.hasPrefix("HTTP/1.1 413 "))
            #expect(answer.contains("content-too-large"))
            #expect(answer.lowercased().contains("connection: close"))
        }
    }

    @Test func `A body that turns out too large is cut off, and the answer arrives all the same`() async throws {
        try await TestApplication.run("protocol") { app in
            let chunk = Array("10000\r\n".utf8) + [UInt8](repeating: 0x20, count: 0x10000) + Array("\r\n".utf8)
            let answer = try await raw(
                app, signIn + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n",
                chunk + chunk + chunk)

            #expect(answer.hasPrefix("HTTP/1.1 413 "))
            #expect(answer.contains("content-too-large"))
        }
    }

    @Test func `A body that nobody asked for has the same limit`() async throws {
        try await TestApplication.run("protocol") { app in
            let reply = Received(
                try await app.client.request("GET", "/v1/shops", body: [UInt8](repeating: 0x20, count: 70_000)))
            #expect(reply.status == 413)
        }
    }

    @Test func `A long target is 414, long header fields are 431`() async throws {
        try await TestApplication.run("protocol") { app in
            let target = "/v1/shops?x=" + String(repeating: "x", count: 9_000)
            #expect(try await app.get(target).problem == "target-too-long")

            let field = String(repeating: "x", count: 20_000)
            let long = try await raw(app, "GET /v1/shops HTTP/1.1\r\nHost: x\r\nX-Long: \(field)\r\n\r\n")
            #expect(long.hasPrefix("HTTP/1.1 431 "))
            #expect(long.contains("fields-too-large"))

            let many = (0..<150).map { "X-\($0): 1\r\n" }.joined()
            let number = try await raw(app, "GET /v1/shops HTTP/1.1\r\nHost: x\r\n\(many)\r\n")
            #expect(number.hasPrefix("HTTP/1.1 431 "))
        }
    }

    @Test(arguments: [
        "nonsense\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET /v1/shops HTTP/1.1\r\nHost x\r\n\r\n",
        "POST /v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n",
        "POST /v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
        "G\u{0}T / HTTP/1.1\r\n\r\n",
    ])
    func `What isn't HTTP is 400, as a problem document`(request: String) async throws {
        try await TestApplication.run("protocol") { app in
            let answer = try await raw(app, request)

            #expect(answer.hasPrefix("HTTP/1.1 400 "))
            #expect(answer.contains("application/problem+json"))
            #expect(answer.contains("malformed-request"))
            #expect(answer.components(separatedBy: "HTTP/1.1 ").count == 2)
        }
    }

    @Test func `A head that comes too slowly is 408`() async throws {
        try await TestApplication.run("protocol") { configuration in
            configuration.limits.readTime = .milliseconds(300)
        } _: { app in
            let pieces = ["GET /v1/shops HTTP/1.1\r\n", "Host: x\r\n", "X-1: 1\r\n", "X-2: 2\r\n", "X-3: 3\r\n"]
            let (bytes, closed) = try await app.client.rawRequest(
                pieces.map { Array($0.utf8) }, pause: .milliseconds(100))

            let answer = String(decoding: bytes, as: UTF8.self)
            #expect(answer.hasPrefix("HTTP/1.1 408 "))
            #expect(answer.contains("request-timeout"))
            #expect(closed)
        }
    }

    @Test func `A body that comes too slowly is 408`() async throws {
        try await TestApplication.run("protocol") { configuration in
            configuration.limits.readTime = .milliseconds(300)
        } _: { app in
            let head = signIn + "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n"
            let (bytes, closed) = try await app.client.rawRequest(
                [Array(head.utf8), Array("{".utf8)], pause: .milliseconds(50))

            let answer = String(decoding: bytes, as: UTF8.self)
            #expect(answer.hasPrefix("HTTP/1.1 408 "))
            #expect(answer.contains("request-timeout"))
            #expect(closed)
        }
    }

    @Test func `A connection with nothing to say is closed`() async throws {
        try await TestApplication.run("protocol") { configuration in
            configuration.limits.idleTime = .seconds(2)
        } _: { app in
            let (bytes, closed) = try await app.client.rawRequest(
                [Array("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n".utf8)])

            #expect(String(decoding: bytes, as: UTF8.self).hasPrefix("HTTP/1.1 200 "))
            #expect(closed)
        }
    }

    @Test func `Requests sent behind each other are answered in order`() async throws {
        try await TestApplication.run("protocol") { app in
            let one = "GET /healthz HTTP/1.1\r\nHost: x\r\nX-Request-Id: "
            let answer = try await raw(
                app, "\(one)first\r\n\r\n\(one)second\r\n\r\n\(one)third\r\nConnection: close\r\n\r\n")

            let ids = answer.split(separator: "\r\n").filter { $0.lowercased().hasPrefix("x-request-id: ") }
            #expect(ids.map { $0.split(separator: " ").last.map(String.init) } == ["first", "second", "third"])
        }
    }

    @Test func `HEAD is GET without the body`() async throws {
        try await TestApplication.run("protocol") { app in
            for (path, status) in [("/v1/shops", 200), ("/nothing", 404), ("/v1/sessions", 405), ("/v1/me", 401)] {
                let answer = try await raw(app, "HEAD \(path) HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")

                #expect(answer.hasPrefix("HTTP/1.1 \(status) "))
                #expect(answer.hasSuffix("\r\n\r\n"))
                #expect(answer.components(separatedBy: "\r\n\r\n").count == 2)
            }
        }
    }

    @Test func `Whoever waits to be told to go on is told`() async throws {
        try await TestApplication.run("protocol") { app in
            let (bytes, _) = try await app.client.rawRequest(
                [
                    Array(
                        (signIn + "Content-Type: application/json\r\nContent-Length: 2\r\nExpect: 100-continue\r\n"
                            + "Connection: close\r\n\r\n").utf8), Array("{}".utf8),
                ], pause: .milliseconds(100))

            let answer = String(decoding: bytes, as: UTF8.self)
            #expect(answer.hasPrefix("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 422 "))
        }
    }
}
