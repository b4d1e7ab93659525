import Postgres

extension Database {
    /// How long undoing what failed may take before its connection is closed.
    static let cleaningTimeout: Duration = .seconds(5)

    /// Lends a connection for as long as `body` runs.
    ///
    /// For what needs one session: `COPY`, cursors, `LISTEN`, temporary tables. Afterwards an open transaction is
    /// rolled back and a changed session is reset, before somebody else gets the connection; one that is still being
    /// used is closed. It must not be kept.
    ///
    /// - Throws: what `body` throws; and when there is no connection `.acquireTimedOut`, `.serverUnavailable`,
    ///   `.poolExhausted`, `.nestedAcquire`, `.databaseClosed` or `.cancelled`.
    public nonisolated(nonsending) func withConnection<R: Sendable>(
        fileID: StaticString = #fileID, line: UInt = #line, _ body: (Connection) async throws -> R
    ) async throws -> R {
        let lease = try await pool.acquire(CallSite(fileID, line))
        defer { pool.release(lease) }
        return try await HeldLeases.$current.withValue(HeldLeases(lease, of: pool)) {
            try await body(lease.connection)
        }
    }

    /// Executes several statements that all see the same: a `REPEATABLE READ READ ONLY` transaction.
    ///
    /// ```swift
    /// let page = try await database.read { transaction in
    ///     let total = try await transaction.query("SELECT count(*) FROM payments WHERE shop = \(shop)")
    ///     let rows = try await transaction.query("SELECT id, total FROM payments WHERE shop = \(shop) LIMIT 50")
    ///     return (total, rows)
    /// }
    /// ```
    ///
    /// The server refuses statements that change anything (`25006`).
    ///
    /// - Throws: what `body` throws; and when there is no connection what `withConnection` throws then.
    public nonisolated(nonsending) func read<R: Sendable>(
        fileID: StaticString = #fileID, line: UInt = #line, _ body: (Transaction) async throws -> R
    ) async throws -> R {
        try await withConnection(fileID: fileID, line: line) { connection in
            let begin: Query = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
            let run = TransactionRun(
                connection: connection, isReadOnly: true, observer: observer, site: CallSite(fileID, line))
            return try await run.perform(begin, body)
        }
    }

    /// Executes statements that take effect together or not at all.
    ///
    /// ```swift
    /// try await database.transaction(isolation: .serializable, retries: 3) { transaction in
    ///     try await transaction.query("UPDATE accounts SET balance = balance - \(amount) WHERE id = \(from)")
    ///     try await transaction.query("UPDATE accounts SET balance = balance + \(amount) WHERE id = \(to)")
    /// }
    /// ```
    ///
    /// It is committed when `body` returns, and rolled back when `body` throws or the task is cancelled; when the call
    /// ends, that has happened. Statements go through the transaction that `body` is given: calls of the database
    /// itself in `body` borrow another connection and know nothing of the transaction.
    ///
    /// - Parameters:
    ///   - retries: how often `body` is executed again, in a new transaction, when it collided with another one (a
    ///     serialization failure `40001` or a deadlock `40P01`). `body` must then bear to be repeated. Nothing else is
    ///     repeated.
    /// - Throws: what `body` throws. `.commitOutcomeUnknown` when the connection was lost while `COMMIT` was under
    ///   way; `.transactionRolledBack` when `body` returned although a statement had failed; otherwise what the server
    ///   said to `COMMIT`. When there is no connection, what `withConnection` throws then.
    public nonisolated(nonsending) func transaction<R: Sendable>(
        isolation: IsolationLevel = .readCommitted, retries: Int = 0, fileID: StaticString = #fileID,
        line: UInt = #line, _ body: (Transaction) async throws -> R
    ) async throws -> R {
        let begin = Query(unsafeSQL: "BEGIN ISOLATION LEVEL \(isolation.rawValue)")
        let site = CallSite(fileID, line)
        var attempt = 1
        while true {
            let collision: any Error
            do {
                return try await withConnection(fileID: fileID, line: line) { connection in
                    let run = TransactionRun(
                        connection: connection, isReadOnly: false, observer: observer, site: site)
                    return try await run.perform(begin, body)
                }
            } catch let error as TransactionRun.Collision {
                collision = error.reported
            }
            guard attempt <= retries else { throw collision }
            do {
                try await Task.sleep(for: RetryPause.random(attempt))
            } catch {
                throw PostgresError(
                    code: .cancelled, message: "The task was cancelled before the transaction was tried again.",
                    fileID: fileID, line: line)
            }
            attempt += 1
        }
    }
}
