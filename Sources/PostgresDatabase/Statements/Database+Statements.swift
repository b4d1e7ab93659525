import Postgres

extension Database {
    /// Executes one statement that only reads: `SELECT`, `VALUES`, `TABLE`, `SHOW`, `EXPLAIN`, or `WITH` without
    /// changes.
    ///
    /// If its connection is lost it is repeated once on another one. So it must not change anything through a function
    /// that it calls either; the server isn't asked to forbid that. Other statements are refused before anything is
    /// sent.
    ///
    /// - Parameters:
    ///   - query: the statement; interpolated values travel apart from its text.
    ///   - deadline: how long it may take, with the wait for a connection. Nil: the pool's `acquireTimeout` for the
    ///     wait, and the connection's `queryTimeout` for the statement.
    /// - Throws: `.notARead`; what `Connection.query` throws; and when there is no connection `.acquireTimedOut`,
    ///   `.serverUnavailable`, `.poolExhausted`, `.nestedAcquire` or `.databaseClosed`.
    public nonisolated(nonsending) func read(
        _ query: consuming Query, deadline: Duration? = nil, fileID: StaticString = #fileID, line: UInt = #line
    ) async throws(PostgresError) -> Rows {
        let site = CallSite(fileID, line)
        let statement = statements.statement(for: query)
        if let word = statement.wordOfChange { throw .notARead(statement.sql, has: word, site) }
        if statement.isRefused { throw .notARead(statement.sql, has: "a function that writes", site) }
        if let failure = query.bindings.failure { throw failure.at(fileID, line, sql: statement.sql) }
        let start = MonotonicInstant.now
        let summary = query.summary
        let span = telemetry.startSpan(query, site)
        do throws(PostgresError) {
            let rows: Rows
            if let (lane, isProbe) = lane(for: statement, query, at: start) {
                let request = request(statement, query, deadline, isProbe: isProbe, since: start)
                // Here and not in a function of its own: each costs a look at the task's executor when it returns.
                await withTaskCancellationHandler {
                    await withUnsafeContinuation { lane.board(request, at: start, $0) }
                } onCancel: {
                    lane.cancel(request)
                }
                if case .rows(let result) = request.outcome {
                    noteStatement(statement, start, request.answeredAt)
                    telemetry.succeeded(
                        statement, summary, rows: result.rowCount, from: start, to: request.answeredAt, span)
                    return Rows(result: result)
                }
                rows = try await rideAgain(request, lane, deadline, site)
            } else {
                rows = try await lease(statement, query, deadline, since: start, site)
            }
            telemetry.succeeded(statement, summary, rows: rows.count, from: start, to: .now, span)
            return rows
        } catch {
            telemetry.failed(statement, summary, error, from: start, span)
            throw error
        }
    }

    /// Executes one statement, which is its own transaction.
    ///
    /// It is never repeated. After `.connectionLost`, `.timedOut` and `.cancelled` it may or may not have been
    /// executed.
    ///
    /// - Parameters: as `read`.
    /// - Throws: what `Connection.query` throws; and when there is no connection what `read` throws then.
    @discardableResult
    public func write(
        _ query: Query, deadline: Duration? = nil, fileID: StaticString = #fileID, line: UInt = #line
    ) async throws(PostgresError) -> Rows {
        let site = CallSite(fileID, line)
        return try await observer.observe(query, site) { () async throws(PostgresError) -> Rows in
            try await execute(query, deadline, site)
        }
    }

    func execute(
        _ query: Query, _ deadline: Duration?, _ site: CallSite
    ) async throws(PostgresError) -> Rows {
        guard let deadline else {
            let lease = try await pool.acquire(site)
            defer { pool.release(lease) }
            return try await lease.connection.query(query, deadline: nil, fileID: site.fileID, line: site.line)
        }
        let start = MonotonicInstant.now
        let lease = try await pool.acquire(site, within: min(deadline, configuration.pool.acquireTimeout))
        defer { pool.release(lease) }
        let left = max(deadline - (MonotonicInstant.now - start), .milliseconds(1))
        return try await lease.connection.query(query, deadline: left, fileID: site.fileID, line: site.line)
    }
}

extension PostgresError {
    /// The connection ended before or while it was used: a read may be tried on another.
    var isLostConnection: Bool { code == .connectionLost || code == .connectionClosed }

    static func notARead(_ sql: String, has word: String, _ site: CallSite) -> PostgresError {
        PostgresError(
            code: .notARead,
            message:
                "`read` executes statements that only read, and this one has \(word): use `write`, or a transaction.",
            sqlState: .readOnlyTransaction, sql: sql, fileID: site.fileID, line: site.line)
    }
}
