import Hummingbird
import Logging
import Postgres

/// Measures what a request does to the database: `Server-Timing` tells the caller, and a request that runs the same
/// statement over and over is named in the log.
struct ActivityMiddleware: RouterMiddleware {
    typealias Context = RequestScope

    /// The same statement more often than this within one request is the N+1 mistake.
    static let mostExecutions = 5

    /// The mistake makes the request fail (for tests).
    let isStrict: Bool

    func handle(
        _ request: Request, context: RequestScope, next: (Request, RequestScope) async throws -> Response
    ) async throws -> Response {
        let activity = DatabaseActivity()
        var response = try await DatabaseActivity.$current.withValue(activity) { try await next(request, context) }
        let snapshot = activity.snapshot
        response.headers[.serverTiming] =
            "pool;dur=\(snapshot.waitedForConnection.milliseconds), db;dur=\(snapshot.inDatabase.milliseconds)"
        try warn(about: snapshot.statements.filter { $0.value > Self.mostExecutions }, context)
        return response
    }

    private func warn(about repeated: [String: Int], _ scope: RequestScope) throws {
        for (sql, count) in repeated.sorted(by: { $0.key < $1.key }) {
            scope.logger.warning(
                "N+1: one request ran the same statement \(count) times",
                metadata: ["http.route": .string(scope.endpointPath ?? ""), "db.query.text": .string(sql)])
        }
        if isStrict, let (sql, count) = repeated.first { throw RepeatedStatement(sql: sql, count: count) }
    }
}

/// The N+1 mistake, where it is an error.
struct RepeatedStatement: Error {
    let sql: String
    let count: Int
}
