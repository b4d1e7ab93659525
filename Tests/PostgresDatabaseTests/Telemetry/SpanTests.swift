import InMemoryTracing
import Postgres
import TestServers
import Testing
import Tracing

@testable import PostgresDatabase

@Suite struct SpanTests {
    private static func telemetry(_ tracer: InMemoryTracer) -> TelemetryConfiguration {
        var telemetry = TelemetryConfiguration()
        telemetry.tracer = tracer
        return telemetry
    }

    @Test func aReadIsASpanOfAClientNamedByItsSummary() async throws {
        let tracer = InMemoryTracer()
        try await PoolFixture.withDatabase(
            "span", size: 1, lanes: LaneReadTests.patient, telemetry: Self.telemetry(tracer)
        ) { database in
            try await database.warmLane()
            tracer.clearFinishedSpans()
            let query: Query = "SELECT \("secret")::text"
            _ = try await database.read(query.named("tell a secret"))

            let span = try #require(tracer.finishedSpans.first)
            #expect(tracer.finishedSpans.count == 1)
            #expect(span.operationName == "tell a secret" && span.kind == .client)
            #expect(span.attributes["db.system.name"]?.toSpanAttribute() == .string("postgresql"))
            #expect(span.attributes["db.query.summary"]?.toSpanAttribute() == .string("tell a secret"))
            #expect(span.attributes["db.query.text"]?.toSpanAttribute() == .string("SELECT $1::text"))
            #expect(span.attributes["server.port"] != nil)
            #expect(span.status == nil && span.errors.isEmpty)
            #expect(!"\(span)".contains("\"secret\""))
        }
    }

    @Test func aFailureIsSaidWithItsStateAndWithoutItsValues() async throws {
        let tracer = InMemoryTracer()
        var telemetry = Self.telemetry(tracer)
        telemetry.spansCarryQueryText = false
        try await PoolFixture.withDatabase("failed", size: 1, telemetry: telemetry) { database in
            let error = await postgresError { try await database.write("SELECT \("secret")::text::int") }
            #expect(error?.sqlState == .invalidTextRepresentation)

            let span = try #require(tracer.finishedSpans.first)
            #expect(span.operationName == "postgresql")
            #expect(span.status?.code == .error)
            #expect(span.status?.message?.contains("secret") != true)
            #expect(span.attributes["db.response.status_code"]?.toSpanAttribute() == .string("22P02"))
            #expect(span.attributes["error.type"]?.toSpanAttribute() == .string("22P02"))
            #expect(span.attributes["db.query.text"] == nil)
        }
    }

    @Test func aReadThatIsRepeatedOnAnotherConnectionIsOneSpan() async throws {
        let tracer = InMemoryTracer()
        try await PoolFixture.withDatabase("repeated", size: 1, telemetry: Self.telemetry(tracer)) { database in
            let sql: Query = """
                SELECT CASE WHEN pg_backend_pid() = \(try await database.backend())
                THEN pg_terminate_backend(pg_backend_pid()) ELSE true END, pg_sleep(0.01)
                """
            tracer.clearFinishedSpans()
            _ = try await database.read(sql)

            #expect(database.statistics.pool.opened == 2)
            #expect(tracer.finishedSpans.count == 1)
            #expect(tracer.finishedSpans.first?.status == nil)
        }
    }
}

extension Database {
    /// The server process of a pool of one connection.
    fileprivate func backend() async throws -> Int32 {
        try await withConnection { $0.backendProcessID }
    }
}
