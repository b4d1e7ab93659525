import Postgres
public import PostgresDatabase

/// Invalidations by hand, through the outbox: every process applies them within a second.
public struct CacheInvalidation: Sendable {
    private let database: Database

    public init(database: Database) { self.database = database }

    /// - Parameter tags: such as `user:42`; `*` is everything.
    public func invalidate(_ tags: [String]) async throws {
        _ = try await database.write(
            "invalidate by hand",
            """
            INSERT INTO cache_invalidations (tags)
            VALUES (\(tags))
            """)
    }
}
