public import Postgres

/// Why the schema could not be brought up to date. Nothing is ever half applied.
public struct MigrationError: Error, Sendable, CustomStringConvertible {
    public let code: Code
    /// What was found, and what to do.
    public let description: String
    /// The server's refusal, if there was one.
    public let cause: PostgresError?

    /// An open set.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        public let description: String

        private init(_ description: String) { self.description = description }

        /// A migration was edited after it had been applied.
        public static let changed = Code("changed")
        /// The database has a migration that this program does not know.
        public static let unknown = Code("unknown")
        /// A migration with a lower number than the newest applied one has not been applied.
        public static let outOfOrder = Code("out_of_order")
        /// The server refused a migration.
        public static let failed = Code("failed")
        /// Somebody else is migrating and did not finish in time.
        public static let locked = Code("locked")
    }

    private init(_ code: Code, _ description: String, cause: PostgresError? = nil) {
        self.code = code
        self.description = description
        self.cause = cause
    }

    static func changed(_ migration: Migration, applied: AppliedMigration) -> MigrationError {
        MigrationError(
            .changed,
            """
            Migration \(migration) is not the one that was applied on \(applied.appliedAt) (as \(applied.label), \
            checksum \(applied.checksum.prefix(12))…, now \(migration.checksum.prefix(12))…). Restore the file as it \
            was and put the change into a new migration.
            """)
    }

    static func unknown(_ applied: AppliedMigration, newest: Migration?) -> MigrationError {
        MigrationError(
            .unknown,
            """
            The database has migration \(applied.label), which this program does not know; its newest is \
            \(newest.map { "\($0)" } ?? "none"). Either a newer program has migrated the database: run that one. Or \
            the migration's file was removed: restore it.
            """)
    }

    static func outOfOrder(_ migration: Migration, newest: Int) -> MigrationError {
        MigrationError(
            .outOfOrder,
            """
            Migration \(migration) has not been applied, but number \(newest) has. Give it a number above \
            \(newest): migrations are applied in order.
            """)
    }

    static func failed(_ migration: Migration, _ cause: PostgresError) -> MigrationError {
        MigrationError(
            .failed,
            """
            The server refused migration \(migration): \(cause.message). Nothing of it was applied; the ones before it \
            stay. Correct the cause and migrate again.
            """, cause: cause)
    }

    static func endedTransaction(_ migration: Migration) -> MigrationError {
        MigrationError(
            .failed,
            "Migration \(migration) begins or ends a transaction itself. Remove that: each runs in one of its own.")
    }

    static func locked(holder: String?, waited: Duration) -> MigrationError {
        MigrationError(
            .locked,
            """
            Waited \(waited.components.seconds) s for another program to finish migrating\
            \(holder.map { " (\($0))" } ?? ""). Try again when it is done, or end it.
            """)
    }
}
