public import Postgres
import PostgresDatabase
public import QueryCaching
import Synchronization

/// A database with the cache before it, if there is one.
struct CachedDatabase: Sendable {
    let database: Database
    let cache: QueryCache?

    /// The value of a key, from the cache if it has it.
    func value<Value: Sendable>(
        _ kind: CacheKind<Value>, _ key: CacheKey, tags: @autoclosure () -> [CacheTag],
        load: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let witness = ReadWitness.current
        guard let cache else {
            witness?.note(nil)
            return try await load()
        }
        guard let witness else { return try await cache.value(kind, key: key, tags: tags(), load: load) }
        let (value, validator) = try await cache.validatedValue(kind, key: key, tags: tags(), load: load)
        witness.note(validator)
        return value
    }

    /// A transaction that names what it changes.
    func changing<R: Sendable>(
        retries: Int = 0, fileID: StaticString = #fileID, line: UInt = #line,
        _ body: @escaping @Sendable (ChangingTransaction) async throws -> R
    ) async throws -> R {
        guard let cache else {
            return try await database.transaction(retries: retries, fileID: fileID, line: line) { transaction in
                // Others may have a cache.
                let changed = Mutex<Set<CacheTag>>([])
                let change = ChangingTransaction(transaction: transaction) { tags in
                    changed.withLock { $0.formUnion(tags) }
                }
                let result = try await body(change)
                let tags = changed.withLock { Array($0) }
                if !tags.isEmpty { _ = try await OutboxTable.write(tags, transaction) }
                return result
            }
        }
        return try await cache.transaction(retries: retries, fileID: fileID, line: line) { transaction in
            try await body(
                ChangingTransaction(transaction: transaction.transaction) { transaction.invalidate($0) })
        }
    }
}

/// A transaction that says what it changes, so that what was cached of it is read anew.
///
/// The repositories' writes name what they change by themselves; see ``Repositories/transaction(retries:fileID:line:_:)``.
public struct ChangingTransaction: QueryExecutor {
    let transaction: Transaction
    private let named: @Sendable ([CacheTag]) -> Void

    fileprivate init(transaction: Transaction, named: @escaping @Sendable ([CacheTag]) -> Void) {
        (self.transaction, self.named) = (transaction, named)
    }

    /// Whatever was read of these is read anew once this is committed. Nothing is when it is rolled back.
    public func invalidate(_ tags: CacheTag...) { named(tags) }

    public func invalidate(_ tags: [CacheTag]) { named(tags) }

    @discardableResult
    public func query(
        _ query: Query, deadline: Duration?, fileID: StaticString, line: UInt
    ) async throws(PostgresError) -> Rows {
        try await transaction.query(query, deadline: deadline, fileID: fileID, line: line)
    }
}
