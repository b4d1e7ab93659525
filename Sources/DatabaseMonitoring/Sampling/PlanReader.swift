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

    /// In one transaction, so that nothing is left in a session that a pooler lends to others.
    private func plan(_ text: String, _ connection: Connection) async throws -> String {
        try await connection.query("BEGIN READ ONLY")
        try await connection.query("SET LOCAL plan_cache_mode = force_generic_plan")
        try await connection.query(Query(unsafeSQL: "PREPARE monitored AS \(text)"))
        let counts = try await connection.query(
            "SELECT cardinality(parameter_types) FROM pg_prepared_statements WHERE name = 'monitored'"
        ).decode(Int.self)
        let nulls = Array(repeating: "NULL", count: counts.first ?? 0).joined(separator: ", ")
        let rows = try await connection.query(
            Query(unsafeSQL: "EXPLAIN EXECUTE monitored\(nulls.isEmpty ? "" : "(\(nulls))")"))
        try await connection.query("DEALLOCATE monitored")
        try await connection.query("ROLLBACK")
        return try rows.decode(String.self).joined(separator: "\n")
    }

    /// Why it can't be planned; nil when it can.
    ///
    /// PostgreSQL normalises no text of a statement that was prepared before its statistics were reset: the plan would show
    /// what stands in it.
    static func refusal(_ text: String) -> String? {
        if text.count >= longestText { return "The statement is too long to be planned." }
        var scanner = StatementScanner(text)
        var first: String?
        while let token = scanner.next() {
            switch token {
            case .value: return "Its text has values in it, which the plan would show."
            case .other(let word) where first == nil && word != "(": first = word.uppercased()
            default: break
            }
        }
        guard let first else { return "The statement is empty." }
        let isPlannable = ["SELECT", "INSERT", "UPDATE", "DELETE", "MERGE", "WITH", "VALUES", "TABLE"].contains(first)
        return isPlannable ? nil : "\(first) has no plan."
    }

    private static func reason(_ error: any Error) -> String {
        guard let error = error as? PostgresError else { return "\(error)" }
        return "PostgreSQL can't plan its normalised text: \(error.message)"
    }
}
