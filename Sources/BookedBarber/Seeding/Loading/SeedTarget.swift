import Postgres
import PostgresDatabase

/// The database that is being seeded: who may not write meanwhile, and which numbers are free.
struct SeedTarget {
    /// In an order in which every row comes after those that it refers to.
    static let tables = [
        "users", "locations", "location_managers", "services", "barbers", "barber_services", "barber_availability",
        "barber_time_off", "appointments", "payments", "payment_intents", "refunds", "payouts",
    ]

    let transaction: Transaction
    let addsToExisting: Bool

    /// Keeps others from writing and checks that seeding is wanted.
    /// - Returns: the numbers in use.
    func prepare() async throws -> SeedNumbers {
        for setting in [
            "SET LOCAL lock_timeout = '10s'",
            // A big load may take longer than a statement of a request may.
            "SET LOCAL statement_timeout = 0",
            "SET LOCAL idle_in_transaction_session_timeout = '10min'",
            // Otherwise each foreign key into a partitioned table is planned anew for each row.
            "SET LOCAL plan_cache_mode = force_generic_plan",
        ] { _ = try await transaction.query("prepare for loading", "\(unescaped: setting)") }
        let names = Self.tables.joined(separator: ", ")
        _ = try await transaction.query(
            "keep others from writing", "LOCK TABLE \(unescaped: names) IN SHARE ROW EXCLUSIVE MODE")
        try await Self.check(transaction.query(Self.usersQuery), addsToExisting: addsToExisting)
        return try await SeedNumbers(
            users: highest(in: "users"), locations: highest(in: "locations"), services: highest(in: "services"),
            timeOff: highest(in: "barber_time_off"), appointments: lastGiven(for: "appointments"),
            payments: lastGiven(for: "payments"), refunds: highest(in: "refunds"), payouts: highest(in: "payouts"))
    }

    /// Lets the sequences go on after the numbers used, and the planner know the new data.
    func finish(_ numbers: SeedNumbers) async throws {
        let used = [
            ("users", numbers.users), ("locations", numbers.locations), ("services", numbers.services),
            ("barber_time_off", numbers.timeOff), ("appointments", numbers.appointments),
            ("payments", numbers.payments), ("refunds", numbers.refunds), ("payouts", numbers.payouts),
        ]
        for (table, number) in used where number > 0 {
            _ = try await transaction.query(
                "advance sequence", "SELECT setval(pg_get_serial_sequence(\(table), 'id'), \(number))")
        }
        for table in Self.tables {
            _ = try await transaction.query(
                "analyze", "ANALYZE \(identifier: table)", deadline: .seconds(600))
        }
    }

    static var usersQuery: Query {
        .named(
            "look for users",
            """
            SELECT
                EXISTS (SELECT FROM users),
                EXISTS (
                    SELECT FROM users
                    WHERE email IN (\(DemoAccounts.owner), \(DemoAccounts.barber), \(DemoAccounts.client))
                )
            """)
    }

    /// - Throws: ``SeedError/Code/hasUsers``, ``SeedError/Code/alreadySeeded``.
    static func check(_ rows: Rows, addsToExisting: Bool) throws {
        guard let (hasUsers, isSeeded) = try rows.decode(Bool.self, Bool.self).first, hasUsers else { return }
        if isSeeded {
            throw SeedError(
                .alreadySeeded,
                "The database has been seeded already: \(DemoAccounts.owner) exists. Seed a new database instead.")
        }
        guard addsToExisting else {
            throw SeedError(
                .hasUsers,
                "The database has users. Seeding would add made-up people whose password is publicly known; "
                    + "to do it nevertheless, use --force.")
        }
    }

    private func highest(in table: String) async throws -> Int64 {
        let rows = try await transaction.query(
            "get highest number", "SELECT COALESCE(max(id), 0) FROM \(identifier: table)")
        return try max(rows.decode(Int64.self).first ?? 0, await lastGiven(for: table))
    }

    /// The last number that the table's sequence gave; 0 while the table is empty, so that its data is the same
    /// whatever was tried before.
    private func lastGiven(for table: String) async throws -> Int64 {
        let rows = try await transaction.query(
            "get last number given",
            """
            SELECT last_value
            FROM \(identifier: "\(table)_id_seq")
            WHERE EXISTS (SELECT FROM \(identifier: table))
            """)
        return try rows.decode(Int64.self).first ?? 0
    }
}
