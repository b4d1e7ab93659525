import BookedBarber
import BookedBarberServer
import InMemoryLogging
import Logging
import Testing

@Suite struct TelemetryTests {
    private let traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"

    private func logger(_ handler: InMemoryLogHandler) -> Logger {
        var logger = Logger(label: "test") { _ in handler }
        logger.logLevel = .info
        return logger
    }

    @Test func `A request's name is in its answer and in its log lines`() async throws {
        let log = InMemoryLogHandler()
        try await TestApplication.run("telemetry", logger: logger(log)) { app in
            let named = try await app.get("/v1/shops", headers: [("X-Request-Id", "order-66")])
            let unnamed = try await app.get("/v1/shops", headers: [("X-Request-Id", "not sane")])

            #expect(named["X-Request-Id"] == "order-66")
            #expect(unnamed["X-Request-Id"]?.utf8.count == 32)
            let line = log.entries.first { $0.metadata["request_id"] == "order-66" }
            #expect(line?.metadata["http.route"] == "/v1/shops")
            #expect(line?.metadata["http.response.status_code"]?.description == "200")
        }
    }

    @Test func `A trace goes on: in the log and in the answer`() async throws {
        let log = InMemoryLogHandler()
        try await TestApplication.run("telemetry", logger: logger(log)) { app in
            let reply = try await app.get("/v1/shops", headers: [("traceparent", traceparent)])
            let fresh = try await app.get("/v1/shops", headers: [("traceparent", "nonsense")])

            #expect(reply["traceparent"]?.hasPrefix("00-0af7651916cd43dd8448eb211c80319c-") == true)
            #expect(reply["traceparent"] != traceparent)
            #expect(reply["traceparent"]?.hasSuffix("-01") == true)
            #expect(fresh["traceparent"]?.hasPrefix("00-0af7651916cd43dd8448eb211c80319c-") == false)
            #expect(log.entries.contains { $0.metadata["trace_id"] == "0af7651916cd43dd8448eb211c80319c" })
        }
    }

    @Test func `An answer says how long it waited for a connection and for the database`() async throws {
        try await TestApplication.run("telemetry") { app in
            let timing = try #require(try await app.get("/v1/shops")["Server-Timing"])
            let parts = timing.split(separator: ", ")

            #expect(parts.count == 2)
            #expect(parts[0].hasPrefix("pool;dur="))
            let spent = try #require(Double(parts[1].dropFirst("db;dur=".count)))
            #expect(spent > 0)
            #expect(spent < 20_000)
            #expect(try await app.get("/healthz")["Server-Timing"] == "pool;dur=0.00, db;dur=0.00")
        }
    }

    @Test func `A refusal says it as well`() async throws {
        try await TestApplication.run("telemetry") { app in
            let refused = try await app.get("/v1/shops/999999999")
            let unknown = try await app.get("/nothing")

            #expect(refused.status == 404)
            #expect(try #require(refused["Server-Timing"]).hasPrefix("pool;dur="))
            #expect(refused["Server-Timing"]?.hasSuffix("db;dur=0.00") == false)
            #expect(unknown["Server-Timing"] == "pool;dur=0.00, db;dur=0.00")
        }
    }

    @Test func `Passwords, tokens and bodies are in no log line`() async throws {
        let log = InMemoryLogHandler()
        var logger = logger(log)
        logger.logLevel = .trace
        try await TestApplication.run("telemetry", logger: logger) { app in
            let client = app.world.berlin.client
            _ = try await app.send(
                "POST", "/v1/sessions", ["email": .string(client.user.email), "password": "open sesame 1"])
            _ = try await app.book(as: client, extra: ["notes": "very private"])
            _ = try await app.get("/v1/me", as: client)

            let lines = log.entries.map { "\($0.message) \($0.metadata)" }.joined(separator: "\n")
            #expect(!lines.isEmpty)
            for secret in ["open sesame 1", client.token, "very private", client.user.email] {
                #expect(!lines.contains(secret))
            }
        }
    }
}
