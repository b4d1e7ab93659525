public import Foundation
import Postgres
public import PostgresDatabase

/// Makes months of `appointments` and `payments` before they are needed.
///
/// There is no default partition: a row for a month that does not exist is refused, and none can exist beyond
/// ``BookingRules/daysAhead`` as long as this runs at least monthly. (`docs/decisions/0012-partitions.md`)
public struct PartitionMaintenance: Sendable {
    /// Months that are made beyond the present one: more than bookings can be ahead.
    public static let monthsAhead = 3

    private let database: Database

    public init(database: Database) {
        self.database = database
    }

    /// Makes the month of `now` and those ahead, if they are missing.
    /// - Returns: names of the partitions made.
    @discardableResult
    public func ensureAhead(at now: Date) async throws -> [String] {
        let month = Month(of: now)
        return try await ensure(month...month.adding(months: Self.monthsAhead))
    }

    /// Makes all months that hold an instant from `first` to `last`, both included, if they are missing.
    /// - Returns: names of the partitions made.
    @discardableResult
    public func ensure(from first: Date, through last: Date) async throws -> [String] {
        let month = Month(of: first)
        return try await ensure(month...max(month, Month(of: last)))
    }

    private func ensure(_ months: ClosedRange<Month>) async throws -> [String] {
        let existing = try await database.read(Self.existingQuery).decode(String.self)
        let missing = MonthPartition.missing(months, existing: Set(existing))
        var made: [String] = []
        for partition in missing where try await make(partition) { made.append(partition.name) }
        return made
    }

    /// One transaction each, so that locks are short. Attaching waits for no reader and no writer of other months.
    /// - Returns: `false` when somebody else has made it meanwhile.
    private func make(_ partition: MonthPartition) async throws -> Bool {
        try await database.transaction(retries: 3) { transaction in
            _ = try await transaction.query("lock partitions", "SELECT pg_advisory_xact_lock(\(Self.lockKey))")
            let existing = try await transaction.query(Self.existingQuery).decode(String.self)
            guard !existing.contains(partition.name) else { return false }
            // An older transaction on a referenced table must not make everybody behind this one wait for long.
            _ = try await transaction.query("limit wait for locks", "SET LOCAL lock_timeout = '5s'")
            _ = try await transaction.query(
                "create partition",
                """
                CREATE TABLE \(identifier: partition.name)
                (LIKE \(identifier: partition.table) INCLUDING ALL)
                """)
            _ = try await transaction.query(
                "attach partition",
                """
                ALTER TABLE \(identifier: partition.table)
                ATTACH PARTITION \(identifier: partition.name)
                FOR VALUES FROM ('\(unescaped: partition.lowerBound)') TO ('\(unescaped: partition.upperBound)')
                """)
            return true
        }
    }

    private static let lockKey: Int64 = 0x426F_6F6B_6D6F

    private static var existingQuery: Query {
        .named(
            "list partitions",
            """
            SELECT c.relname::text
            FROM pg_inherits i
            JOIN pg_class c ON c.oid = i.inhrelid
            WHERE i.inhparent IN ('appointments'::regclass, 'payments'::regclass)
            """)
    }
}
