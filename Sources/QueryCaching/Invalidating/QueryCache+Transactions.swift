public import Postgres
public import PostgresDatabase
import Synchronization

extension QueryCache {
    /// Executes a transaction, and invalidates what it names once it is committed.
    ///
    /// ```swift
    /// try await cache.transaction { transaction in
    ///     try await transaction.query("UPDATE services SET price = \(price) WHERE id = \(service)")
    ///     transaction.invalidate(.services(of: shop))
    /// }
    /// ```
    ///
    /// The tags are written to the outbox in the same transaction: should this process die right after the commit, all
    /// others learn of it from there. When the call returns, no read of this process that begins afterwards sees what
    /// was before. Nothing is invalidated by a transaction that was rolled back; one whose outcome is unknown counts as
    /// committed.
    ///
    /// - Throws: what `Database.transaction` throws. That others couldn't be told at once is no error: the outbox does
    ///   it.
    public func transaction<R: Sendable>(
        isolation: IsolationLevel = .readCommitted, retries: Int = 0, fileID: StaticString = #fileID,
        line: UInt = #line, _ body: @escaping @Sendable (CacheTransaction) async throws -> R
    ) async throws -> R {
        guard let database else {
            throw CacheError(.invalidConfiguration, "This cache was made without a database; it has no transactions.")
        }
        let written = Mutex<Written?>(nil)
        do {
            let result = try await database.transaction(
                isolation: isolation, retries: retries, fileID: fileID, line: line
            ) { transaction in
                written.withLock { $0 = nil }
                let touched = TouchedTags()
                let result = try await body(CacheTransaction(transaction, touched))
                let tags = touched.canonical
                guard !tags.isEmpty else { return result }
                let row = self.outbox == nil ? nil : try await OutboxTable.write(tags, transaction)
                written.withLock { $0 = Written(tags: tags, row: row) }
                return result
            }
            await spread(written.withLock { $0 })
            return result
        } catch let error as PostgresError where error.code == .commitOutcomeUnknown {
            // It may yet be committed: then its row is news to everybody, so it isn't marked as told.
            await spread(written.withLock { $0.map { Written(tags: $0.tags, row: nil) } })
            throw error
        }
    }

    /// The value of a key, as ``value(_:key:tags:load:)`` gives it; but read within the transaction, past the cache,
    /// if the transaction has changed what it is read from.
    public func value<Value: Sendable>(
        _ kind: CacheKind<Value>, key: CacheKey = CacheKey(), tags: @autoclosure () -> [CacheTag],
        in transaction: CacheTransaction, load: @escaping @Sendable (any QueryExecutor) async throws -> Value
    ) async throws -> Value {
        let tags = tags()
        guard let database, !transaction.hasTouched(tags) else { return try await load(transaction) }
        return try await value(kind, key: key, tags: tags) { try await load(CachedReads(database: database)) }
    }

    private struct Written: Sendable {
        let tags: [CacheTag]
        let row: Int64?
    }

    private func spread(_ written: Written?) async {
        guard let written else { return }
        FaultPoint.committed.pass()
        // The caller's being cancelled mustn't keep others from being told.
        await Task.detached { await self.tell(written.tags, row: written.row) }.value
        invalidateHere(written.tags)
    }
}

/// Single reads outside of a transaction.
private struct CachedReads: QueryExecutor {
    let database: Database

    func query(
        _ query: Query, deadline: Duration?, fileID: StaticString, line: UInt
    ) async throws(PostgresError) -> Rows {
        try await database.read(query, deadline: deadline, fileID: fileID, line: line)
    }
}
