import Postgres

extension Transaction {
    /// Does a part of the transaction that may fail without failing all of it: when `body` throws, what it did is
    /// undone, and the transaction can go on.
    ///
    /// ```swift
    /// _ = try? await transaction.savepoint { transaction in
    ///     try await transaction.query("INSERT INTO coupons (code) VALUES (\(code))")
    /// }
    /// ```
    ///
    /// Savepoints may be nested, but not opened side by side by several tasks.
    ///
    /// - Throws: what `body` throws. `.connectionBusy` when another savepoint is open beside this one.
    public nonisolated(nonsending) func savepoint<R>(
        fileID: StaticString = #fileID, line: UInt = #line, _ body: (Transaction) async throws -> R
    ) async throws -> R {
        try scope.beginSavepoint(depth, CallSite(fileID, line))
        defer { scope.endSavepoint(depth) }
        let name = "savepoint_\(depth + 1)"
        try await query(Query(unsafeSQL: "SAVEPOINT \(name)"), fileID: fileID, line: line)
        do {
            let result = try await body(
                Transaction(connection: connection, scope: scope, depth: depth + 1, observer: observer))
            try await query(Query(unsafeSQL: "RELEASE SAVEPOINT \(name)"), fileID: fileID, line: line)
            return result
        } catch {
            await undo(name)
            throw error
        }
    }

    /// Also when the task is cancelled: otherwise a task that it belongs to could commit half of the closure's work.
    private func undo(_ name: String) async {
        await Task {
            do throws(PostgresError) {
                let undoing = Query(unsafeSQL: "ROLLBACK TO SAVEPOINT \(name)")
                try await query(undoing, deadline: Database.cleaningTimeout, fileID: #fileID, line: #line)
                let releasing = Query(unsafeSQL: "RELEASE SAVEPOINT \(name)")
                try await query(releasing, deadline: Database.cleaningTimeout, fileID: #fileID, line: #line)
            } catch {
                scope.doom(error)
            }
        }.value
    }
}
