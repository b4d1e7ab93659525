import Postgres

/// A transaction that is open: what the closure of `Database.transaction` or `Database.read` works with.
///
/// It ends when the closure does; a copy that was kept throws `.connectionClosed` from then on. Statements of several
/// tasks are executed one after the other.
public struct Transaction: QueryExecutor {
    let connection: Connection
    let scope: TransactionScope
    /// How many savepoints it is in.
    let depth: Int
    let observer: StatementObserver

    @discardableResult
    public func query(
        _ query: Query, deadline: Duration?, fileID: StaticString, line: UInt
    ) async throws(PostgresError) -> Rows {
        try scope.enter(CallSite(fileID, line))
        do throws(PostgresError) {
            let rows = try await observer.observe(query, CallSite(fileID, line)) { () async throws(PostgresError) in
                try await connection.query(query, deadline: deadline, fileID: fileID, line: line)
            }
            scope.leave()
            return rows
        } catch {
            scope.leave(error)
            throw error
        }
    }

    /// Executes a statement whose rows are taken one by one. See `Connection.stream`.
    public func stream<R>(
        _ query: Query, fileID: StaticString = #fileID, line: UInt = #line,
        _ body: (RowStream) async throws -> R
    ) async throws -> R {
        try await use(fileID, line) {
            try await connection.stream(query, fileID: fileID, line: line, body)
        }
    }

    /// Loads data by `COPY … FROM STDIN`. See `Connection.copyIn`.
    public func copyIn<R>(
        _ sql: String, fileID: StaticString = #fileID, line: UInt = #line,
        _ body: (CopyWriter) async throws -> R
    ) async throws -> (result: R, rows: Int) {
        try await use(fileID, line) {
            try await connection.copyIn(sql, fileID: fileID, line: line, body)
        }
    }

    /// Loads rows by binary `COPY`. See `Connection.copyIn`.
    ///
    /// - Returns: the number of rows.
    @discardableResult
    public func copyIn(
        table: String, columns: [String], fileID: StaticString = #fileID, line: UInt = #line,
        _ body: (BinaryCopyWriter) async throws -> Void
    ) async throws -> Int {
        try await use(fileID, line) {
            try await connection.copyIn(table: table, columns: columns, fileID: fileID, line: line, body)
        }
    }

    /// Takes data by `COPY … TO STDOUT`. See `Connection.copyOut`.
    public func copyOut<R>(
        _ sql: String, fileID: StaticString = #fileID, line: UInt = #line,
        _ body: (CopyReader) async throws -> R
    ) async throws -> R {
        try await use(fileID, line) {
            try await connection.copyOut(sql, fileID: fileID, line: line, body)
        }
    }

    private func use<R>(
        _ fileID: StaticString, _ line: UInt, _ body: () async throws -> R
    ) async throws -> R {
        try scope.enter(CallSite(fileID, line))
        do {
            let result = try await body()
            scope.leave()
            return result
        } catch {
            scope.leave(error as? PostgresError)
            throw error
        }
    }
}
