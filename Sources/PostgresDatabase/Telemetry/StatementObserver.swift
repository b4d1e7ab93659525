import Postgres

/// Measures statements that are executed on leased connections.
struct StatementObserver: Sendable {
    let statements: StatementTable
    let telemetry: Telemetry

    nonisolated(nonsending) func observe(
        _ query: Query, _ site: CallSite, _ execute: () async throws(PostgresError) -> Rows
    ) async throws(PostgresError) -> Rows {
        let statement = statements.statement(for: query)
        let start = MonotonicInstant.now
        let span = telemetry.startSpan(query, site)
        do throws(PostgresError) {
            let rows = try await execute()
            telemetry.succeeded(statement, query.summary, rows: rows.count, from: start, to: .now, span)
            return rows
        } catch {
            telemetry.failed(statement, query.summary, error, from: start, span)
            throw error
        }
    }
}

extension Database {
    var observer: StatementObserver { StatementObserver(statements: statements, telemetry: telemetry) }
}
