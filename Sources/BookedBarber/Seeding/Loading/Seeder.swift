public import Foundation
import Postgres
public import PostgresDatabase
import QueryCaching

/// Fills a migrated database with made-up shops, people, appointments and payments that look like two years of life.
///
/// ```swift
/// let seeder = try Seeder(database: database, scale: 0.1, now: Date())
/// let summary = try await seeder.run { progress in print(progress.fraction) }
/// ```
///
/// The same seed, scale and reference date give the same rows, byte by byte. Everything is written in one transaction:
/// after an error or a cancellation at most empty months (partitions) have been added. Meanwhile nobody else can write
/// to these tables; reading goes on.
///
/// All seeded users share one password, which by default everybody knows: ``DemoAccounts``.
public struct Seeder: Sendable {
    private let database: Database
    private let plan: SeedPlan
    private let seed: UInt64
    private let now: Int
    private let addsToExisting: Bool
    private let password: String

    /// - Parameters:
    ///   - database: its schema must be up to date (``Migrator``).
    ///   - scale: 0.001...100. Scale 1 is 10 shops with 60 barbers, 20,000 clients, 250,000 appointments and about
    ///     220,000 payments; a scale below 0.1 still has one shop with three barbers and 20 clients.
    ///   - seed: another one gives other data of the same kind.
    ///   - now: the reference date, to the second. Appointments lie from two years before it to two months after it.
    ///   - addsToExisting: seed a database that has users. Without it that is refused, so that demo accounts never get
    ///     into a database in use by mistake.
    ///   - password: of all seeded users.
    /// - Throws: ``SeedError/Code/scaleOutOfRange``, ``SeedError/Code/dateOutOfRange``.
    public init(
        database: Database, scale: Double, seed: UInt64 = 1, now: Date, addsToExisting: Bool = false,
        password: String = DemoAccounts.password
    ) throws(SeedError) {
        let years = 946_684_800.0...4_102_444_800
        guard years.contains(now.timeIntervalSince1970) else {
            throw SeedError(.dateOutOfRange, "The reference date must lie in the years 2000 to 2099.")
        }
        self.database = database
        plan = try SeedPlan(scale: scale)
        self.seed = seed
        self.now = Int(now.timeIntervalSince1970)
        self.addsToExisting = addsToExisting
        self.password = password
    }

    /// Seeds the database.
    /// - Parameter progress: called at the first row of each table and otherwise at most ten times a second, one call
    ///   after another.
    /// - Throws: ``SeedError``, or a `PostgresError` when the database fails.
    public func run(
        progress: @escaping @Sendable (SeedProgress) -> Void = { _ in }
    ) async throws -> SeedSummary {
        let start = ContinuousClock.now
        try await checkBeforehand()
        let passwordHash = try DemoAccounts.hash(of: password, seed: seed)
        let months = SeedTimeline.everything(around: now)
        try await PartitionMaintenance(database: database).ensure(from: months.lowerBound, through: months.upperBound)
        return try await database.transaction { transaction in
            let target = SeedTarget(transaction: transaction, addsToExisting: addsToExisting)
            let numbers = try await target.prepare()
            let shops = try ShopGenerator(seed: seed, now: now, numbers: numbers).shops(plan)
            var loader = SeedLoader(
                transaction: transaction, seed: seed, now: now, shops: shops, numbers: numbers, start: start,
                progress: progress)
            try await loader.loadPeople(passwordHash: passwordHash)
            try await loader.loadBookings()
            try await target.finish(loader.numbers)
            _ = try await transaction.query(
                "invalidate everything",
                """
                INSERT INTO cache_invalidations (tags)
                VALUES (\([OutboxTable.everything]))
                """)
            return loader.finish()
        }
    }

    /// Refuses before anything is touched; ``SeedTarget/prepare()`` decides again when nobody else can write.
    private func checkBeforehand() async throws {
        do {
            try await SeedTarget.check(database.read(SeedTarget.usersQuery), addsToExisting: addsToExisting)
        } catch let error as PostgresError where error.sqlState == .undefinedTable {
            throw SeedError(
                .notMigrated, "The database has no tables yet; run `bookedbarber migrate` on it first.")
        }
    }
}
