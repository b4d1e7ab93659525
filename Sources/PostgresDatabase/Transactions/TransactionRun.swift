import Postgres

/// One execution of a transaction, from `BEGIN` to its end.
struct TransactionRun {
    /// It failed because of another transaction: the same may succeed when it is done again.
    struct Collision: Error {
        /// What the caller gets when it isn't.
        let reported: any Error
    }

    let connection: Connection
    let isReadOnly: Bool
    let observer: StatementObserver
    let site: CallSite
    private let scope = TransactionScope()

    init(connection: Connection, isReadOnly: Bool, observer: StatementObserver, site: CallSite) {
        self.observer = observer
        self.connection = connection
        self.isReadOnly = isReadOnly
        self.site = site
    }

    nonisolated(nonsending) func perform<R>(_ begin: Query, _ body: (Transaction) async throws -> R) async throws -> R {
        try await connection.query(begin, fileID: site.fileID, line: site.line)
        do {
            let result = try await body(Transaction(connection: connection, scope: scope, depth: 0, observer: observer))
            await scope.end()
            if isReadOnly { await endReading() } else { try await commit() }
            return result
        } catch {
            await scope.end()
            let isCollision = isCollision(error)
            await rollBack()
            throw isCollision ? Collision(reported: error) : error
        }
    }

    /// Whether the error, or the statement's failure behind it, is one that goes away. An error of the closure's own
    /// counts as well if it left the transaction failed.
    private func isCollision(_ error: any Error) -> Bool {
        if let error = error as? PostgresError, error.isCollision { return true }
        return connection.transactionStatus == .inFailedTransaction && (scope.lastFailure?.isCollision ?? false)
    }

    /// What was read stays true however the transaction ends; what isn't over afterwards is undone by the pool.
    private func endReading() async {
        _ = try? await connection.query("COMMIT", fileID: site.fileID, line: site.line)
    }

    private func commit() async throws(PostgresError) {
        if let doom = scope.doom {
            throw rolledBack("A savepoint could not be rolled back: \(doom.message)")
        }
        guard !connection.isClosed else {
            throw PostgresError(
                code: .connectionLost,
                message: "The connection was lost before COMMIT was sent: the transaction was rolled back.",
                fileID: site.fileID, line: site.line)
        }
        let rows: Rows
        do throws(PostgresError) {
            rows = try await connection.query("COMMIT", fileID: site.fileID, line: site.line)
        } catch {
            // A connection that is still there has answered, or was never asked: nothing was committed.
            guard connection.transactionStatus == .unknown else { throw error }
            throw PostgresError(
                code: .commitOutcomeUnknown,
                message: """
                    The transaction may have been committed or rolled back: no answer came to COMMIT. Look before you \
                    repeat it. \(error.message)
                    """,
                sqlState: error.sqlState, fileID: site.fileID, line: site.line)
        }
        // The server's answer to the COMMIT of a failed transaction.
        guard rows.commandTag == "COMMIT" else {
            let failure = scope.lastFailure.map { " The last one: \($0.message)" } ?? ""
            throw rolledBack(
                "A statement had failed, and its error was not passed on: let errors leave the closure, or do what may "
                    + "fail in a savepoint.\(failure)")
        }
    }

    private func rolledBack(_ reason: String) -> PostgresError {
        PostgresError(
            code: .transactionRolledBack,
            message: "The transaction was rolled back instead of being committed. \(reason)",
            sqlState: scope.lastFailure?.sqlState, fileID: site.fileID, line: site.line)
    }

    /// By a task of its own, which isn't cancelled with the caller's. If it fails, the pool closes the connection.
    private func rollBack() async {
        switch connection.transactionStatus {
        case .idle, .unknown: return
        case .inTransaction, .inFailedTransaction, .active: break
        }
        await Task {
            _ = try? await connection.query("ROLLBACK", deadline: Database.cleaningTimeout)
        }.value
    }
}

extension PostgresError {
    /// A serialization failure or a deadlock.
    var isCollision: Bool {
        guard code != .commitOutcomeUnknown else { return false }
        return sqlState == .serializationFailure || sqlState == .deadlockDetected
    }
}
