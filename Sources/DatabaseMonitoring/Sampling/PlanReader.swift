import Logging
import Postgres

/// Asks PostgreSQL how it would execute a statement of which only the normalised text is known, whatever its values are.
///
/// The statement is prepared and explained with a generic plan, never executed: `EXPLAIN` without `ANALYZE`, in a session
/// that can't write. A NULL in place of each value would fold conditions away; a generic plan doesn't look at them.
struct PlanReader: Sendable {
    /// More than a text of this length is not planned.
    private static let longestText = 9_999

    let session: MonitorSession

    func plan(of key: StatementKey) async -> StatementPlan {
        let plan = await find(key)
        await session.close()
        return plan
    }

    private func find(_ key: StatementKey) async -> StatementPlan {
        do {
            let connection = try await session.open()
            guard let text = try await StatementsExtension.texts(of: [key], connection)[key]?.text else {
                return StatementPlan(failure: "pg_stat_statements no longer knows the statement.")
            }
            if let reason = Self.refusal(text) { return StatementPlan(failure: reason) }
            return StatementPlan(text: try await plan(text, connection))
        } catch {
            return StatementPlan(failure: Self.reason(error))
        }
    }

    private func plan(_ text: String, _ connection: Connection) async throws -> String {
        try await connection.query("SET plan_cache_mode = force_generic_plan")
        try await connection.query(Query(unsafeSQL: "PREPARE monitored AS \(text)"))
        let counts = try await connection.query(
            "SELECT cardinality(parameter_types) FROM pg_prepared_statements WHERE name = 'monitored'"
        ).decode(Int.self)
        let nulls = Array(repeating: "NULL", count: counts.first ?? 0).joined(separator: ", ")
        let rows = try await connection.query(
            Query(unsafeSQL: "EXPLAIN EXECUTE monitored\(nulls.isEmpty ? "" : "(\(nulls))")"))
        return try rows.decode(String.self).joined(separator: "\n")
    }

    /// Why it can't be planned; nil when it can.
    static func refusal(_ text: String) -> String? {
        if text.count >= longestText { return "The statement is too long to be planned." }
        var scanner = StatementScanner(text)
        while let token = scanner.next() {
            guard case .other(let word) = token else { continue }
            if word == "(" { continue }
            let isPlannable = ["SELECT", "INSERT", "UPDATE", "DELETE", "MERGE", "WITH", "VALUES", "TABLE"]
                .contains(word.uppercased())
            return isPlannable ? nil : "\(word.uppercased()) has no plan."
        }
        return "The statement is empty."
    }

    private static func reason(_ error: any Error) -> String {
        guard let error = error as? PostgresError else { return "\(error)" }
        return "PostgreSQL can't plan its normalised text: \(error.message)"
    }
}
