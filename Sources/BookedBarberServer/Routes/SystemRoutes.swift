import HTTPTypes

/// What a supervisor and a developer ask.
enum SystemRoutes {
    static let health = Route.on(
        .get, "/healthz",
        Operation("isAlive", "Whether the process is alive", tag: .system) { operation in
            operation.access = .anyone
            operation.isLimited = false
            operation.needsDatabase = false
        }
    ) { _ in
        Reply(HealthBody(status: "ok"))
    }

    static func readiness(within time: Duration, _ isCurrent: @escaping @Sendable () async throws -> Bool) -> Route {
        .on(
            .get, "/readyz",
            Operation("isReady", "Whether requests can be answered", tag: .system) { operation in
                operation.access = .anyone
                operation.isLimited = false
                operation.details = "200 when the database answers and its schema is this program's; 503 otherwise."
            }
        ) { _ in
            let noAnswer = Problem.unavailable("The database does not answer.")
            guard try await withDeadline(time, throwing: noAnswer, isCurrent) else {
                throw Problem.unavailable("The database is not migrated.", retryAfter: .seconds(5))
            }
            return Reply(HealthBody(status: "ready"))
        }
    }
}

/// The answer of a probe.
struct HealthBody: Codable, Sendable {
    let status: String
}
