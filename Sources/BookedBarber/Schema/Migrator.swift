public import Foundation
public import Postgres
public import PostgresDatabase

/// Brings a database's schema up to date.
public struct Migrator: Sendable {
    private let database: Database
    private let migrations: [Migration]
    private let lockTimeout: Duration

    /// - Parameter lockTimeout: how long to wait while another program migrates the same database.
    public init(database: Database, lockTimeout: Duration = .seconds(60)) {
        self.init(database: database, migrations: Migration.all, lockTimeout: lockTimeout)
    }

    init(database: Database, migrations: [Migration], lockTimeout: Duration) {
        self.database = database
        self.migrations = migrations
        self.lockTimeout = lockTimeout
    }

    /// What a migration run is doing.
    public enum Progress: Sendable {
        /// Nothing was to be done; `count` migrations are in place.
        case upToDate(count: Int)
        case applying(Migration, index: Int, of: Int)
        case applied(Migration, in: Duration)
    }

    /// Applies what is missing, in order, each in a transaction of its own.
    ///
    /// Programs that migrate the same database at the same time take turns.
    /// - Returns: what was applied.
    /// - Throws: ``MigrationError``, or a `PostgresError` when the database fails otherwise.
    @discardableResult
    public func migrate(
        progress: @Sendable (Progress) -> Void = { _ in }
    ) async throws -> [Migration] {
        try await database.withConnection { connection in
            try await MigrationLock.hold(on: connection, timeout: lockTimeout) {
                try await connection.execute(script: Self.table)
                let plan = try await MigrationPlan(known: migrations, applied: Self.applied(on: connection))
                if plan.pending.isEmpty { progress(.upToDate(count: migrations.count)) }
                for (index, migration) in plan.pending.enumerated() {
                    progress(.applying(migration, index: index + 1, of: plan.pending.count))
                    let took = try await ContinuousClock().measure { try await apply(migration, on: connection) }
                    progress(.applied(migration, in: took))
                }
                return plan.pending
            }
        }
    }

    /// Each known migration and when it was applied; `nil` for those that are not.
    /// - Throws: ``MigrationError`` when program and database disagree.
    public func status() async throws -> [(migration: Migration, appliedAt: Date?)] {
        let applied = try await database.withConnection { try await Self.appliedIfAny(on: $0) }
        _ = try MigrationPlan(known: migrations, applied: applied)
        let dates = Dictionary(applied.map { ($0.number, $0.appliedAt) }, uniquingKeysWith: { first, _ in first })
        return migrations.map { ($0, dates[$0.number]) }
    }

    /// Whether everything this program needs has been applied. A newer program may have applied more.
    public func isCurrent() async throws -> Bool {
        do {
            let rows = try await database.read(Self.appliedQuery).decode(AppliedMigration.self)
            let applied = Dictionary(rows.map { ($0.number, $0.checksum) }, uniquingKeysWith: { first, _ in first })
            return migrations.allSatisfy { applied[$0.number] == $0.checksum }
        } catch {
            if error.sqlState == .undefinedTable { return false }
            throw error
        }
    }

    private func apply(_ migration: Migration, on connection: Connection) async throws {
        do {
            try await connection.execute(script: "BEGIN")
            try await connection.execute(script: migration.script, deadline: Self.patience)
            guard connection.transactionStatus == .inTransaction else {
                throw MigrationError.endedTransaction(migration)
            }
            _ = try await connection.query(
                "note migration",
                """
                INSERT INTO schema_migrations (number, name, checksum)
                VALUES (\(migration.number), \(migration.name), \(migration.checksum))
                """)
            try await connection.execute(script: "COMMIT")
        } catch {
            try? await connection.execute(script: "ROLLBACK")
            if let error = error as? PostgresError, error.code == .server {
                throw MigrationError.failed(migration, error)
            }
            throw error
        }
    }
}

extension Migrator {
    /// How long one migration may take: an index of a large table takes a while.
    private static let patience: Duration = .seconds(12 * 3600)

    private static let table = """
        CREATE TABLE IF NOT EXISTS schema_migrations (
            number     integer PRIMARY KEY,
            name       text NOT NULL,
            checksum   text NOT NULL,
            applied_at timestamptz NOT NULL DEFAULT now(),
            applied_by text NOT NULL DEFAULT current_user
        )
        """

    private static var appliedQuery: Query {
        .named(
            "list applied migrations",
            """
            SELECT number, name, checksum, applied_at
            FROM schema_migrations
            ORDER BY number
            """)
    }

    private static func applied(on connection: Connection) async throws(PostgresError) -> [AppliedMigration] {
        try await connection.query(appliedQuery).decode(AppliedMigration.self)
    }

    private static func appliedIfAny(on connection: Connection) async throws(PostgresError) -> [AppliedMigration] {
        do {
            return try await applied(on: connection)
        } catch {
            if error.sqlState == .undefinedTable { return [] }
            throw error
        }
    }
}

extension AppliedMigration: RowDecodable {
    public init(row: Row) throws {
        number = try row.decode(named: "number")
        name = try row.decode(named: "name")
        checksum = try row.decode(named: "checksum")
        appliedAt = try row.decode(named: "applied_at")
    }
}
