import HTTPTypes
import Hummingbird
import InMemoryLogging
import Logging
import NIOCore
import NIOEmbedded
import Postgres
import Testing

@testable import BookedBarberServer

@Suite struct ActivityMiddlewareTests {
    private func run(isStrict: Bool, executions: Int, _ log: InMemoryLogHandler) async throws -> Response {
        let logger = Logger(label: "test") { _ in log }
        let scope = RequestScope(source: ApplicationRequestContextSource(channel: EmbeddedChannel(), logger: logger))
        let request = Request(
            head: HTTPRequest(method: .get, scheme: nil, authority: nil, path: "/v1/shops"),
            body: RequestBody(buffer: ByteBuffer()))
        return try await ActivityMiddleware(isStrict: isStrict).handle(request, context: scope) { _, _ in
            let activity = try #require(DatabaseActivity.current)
            activity.recordWait(.milliseconds(2))
            for _ in 0..<executions { activity.recordStatement("SELECT $1", .milliseconds(1)) }
            activity.recordStatement("SELECT 2", .milliseconds(1))
            return Response(status: .ok)
        }
    }

    @Test func `Five executions of a statement are nothing to say about`() async throws {
        let log = InMemoryLogHandler()

        let response = try await run(isStrict: true, executions: 5, log)

        #expect(response.headers[.serverTiming] == "pool;dur=2.00, db;dur=6.00")
        #expect(log.entries.isEmpty)
    }

    @Test func `The sixth is an N+1 in the log`() async throws {
        let log = InMemoryLogHandler()

        let response = try await run(isStrict: false, executions: 6, log)

        #expect(response.status == .ok)
        #expect(log.entries.map(\.level) == [.warning])
        #expect(log.entries.first?.metadata["db.query.text"] == "SELECT $1")
    }

    @Test func `In tests it is an error`() async throws {
        await #expect(throws: RepeatedStatement.self) {
            try await run(isStrict: true, executions: 6, InMemoryLogHandler())
        }
    }
}
