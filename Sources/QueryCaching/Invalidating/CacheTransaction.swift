public import Postgres
public import PostgresDatabase
import Synchronization

/// A transaction that says what it invalidates: what the closure of ``QueryCache/transaction(isolation:retries:fileID:line:_:)``
/// works with.
public struct CacheTransaction: QueryExecutor {
    /// The transaction itself, for what takes one.
    public let transaction: Transaction
    private let touched: TouchedTags

    init(_ transaction: Transaction, _ touched: TouchedTags) {
        (self.transaction, self.touched) = (transaction, touched)
    }

    /// Names what this transaction changes. Takes effect when it is committed, and for reads of the cache within the
    /// transaction at once: they go to the database.
    public func invalidate(_ tags: CacheTag...) { touched.insert(tags) }

    /// As `invalidate(_:)` with separate tags.
    public func invalidate(_ tags: [CacheTag]) { touched.insert(tags) }

    func hasTouched(_ tags: [CacheTag]) -> Bool { touched.intersects(tags) }

    @discardableResult
    public func query(
        _ query: Query, deadline: Duration?, fileID: StaticString, line: UInt
    ) async throws(PostgresError) -> Rows {
        try await transaction.query(query, deadline: deadline, fileID: fileID, line: line)
    }
}

/// The tags that one attempt of a transaction has named.
final class TouchedTags: Sendable {
    private let tags = Mutex<Set<CacheTag>>([])

    func insert(_ new: [CacheTag]) { tags.withLock { $0.formUnion(new) } }

    func intersects(_ others: [CacheTag]) -> Bool {
        tags.withLock { $0.contains(.everything) || !$0.isDisjoint(with: others) }
    }

    var canonical: [CacheTag] { CacheTag.canonical(tags.withLock { Array($0) }) }
}
