import DatabaseMonitoring
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// What programs read: `/metrics` and `/api/…`.
struct DataRoutes: Sendable {
    struct StatementAnswer: Encodable {
        let statement: StatementHistory
        let current: StatementRow?
        let plan: StatementPlan
    }

    let source: any MonitorSource
    let now: @Sendable () -> Date

    func add(to router: Router<AdminRequestContext>) {
        router.get("/metrics") { request, _ in metrics(request) }
        router.get("/api/snapshot") { _, _ in try Response.json(try snapshot()) }
        router.get("/api/history") { request, _ in try await history(request) }
        router.get("/api/statements") { request, _ in
            let span = try request.range().span(to: now())
            return try Response.json(
                try await source.statements(from: span.lowerBound, to: span.upperBound, limit: 100))
        }
        router.get("/api/statements/{id}") { request, context in try await statement(request, context) }
        router.get("/api/alerts") { _, _ in try Response.json(try snapshot().alerts) }
    }

    private func metrics(_ request: Request) -> Response {
        let (contentType, text) = source.exposition(accept: request.headers[.accept])
        return Response(
            status: .ok, headers: [.contentType: contentType, .vary: "Accept"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    private func snapshot() throws(Problem) -> MonitorSnapshot {
        guard let snapshot = source.snapshot else {
            throw Problem(
                .serviceUnavailable, "The first sample hasn't been taken yet.", fields: [.retryAfter: "10"])
        }
        return snapshot
    }

    private func history(_ request: Request) async throws -> Response {
        let range = try request.range()
        let span = range.span(to: now())
        return try Response.json(
            try await source.history(
                of: try request.keys(), from: span.lowerBound, to: span.upperBound, points: range.points))
    }

    private func statement(_ request: Request, _ context: AdminRequestContext) async throws -> Response {
        let id = try context.segment("id")
        let page = try await StatementData.load(id, range: try request.range(else: .day), source, now: now())
        return try Response.json(
            StatementAnswer(statement: page.history, current: page.current, plan: page.plan))
    }
}
