import Postgres
import PostgresDatabase

/// Streams generated rows into the tables, parents before children.
struct SeedLoader {
    let transaction: Transaction
    let seed: UInt64
    let now: Int
    let shops: [SeedShop]
    let history: SeedHistory
    /// The highest numbers before the seeding.
    let before: SeedNumbers
    /// The highest numbers used so far.
    var numbers: SeedNumbers
    private var meter: ProgressMeter
    private let progress: @Sendable (SeedProgress) -> Void
    private var written: [String: Int] = [:]

    init(
        transaction: Transaction, seed: UInt64, now: Int, shops: [SeedShop], numbers: SeedNumbers,
        start: ContinuousClock.Instant, progress: @escaping @Sendable (SeedProgress) -> Void
    ) {
        self.transaction = transaction
        self.seed = seed
        self.now = now
        self.shops = shops
        self.before = numbers
        self.numbers = numbers
        self.progress = progress
        history = SeedHistory(seed: seed, shops: shops)
        meter = ProgressMeter(rowsTotal: Self.expectedRows(shops), start: start)
    }

    /// Writes `items` to a table, one row each.
    mutating func copy<Item>(
        _ items: some Sequence<Item>, to table: String, _ columns: [String],
        _ write: nonisolated(nonsending) (BinaryCopyWriter, Item) async throws -> Void
    ) async throws {
        meter.begin(table)
        var count = 0
        try await transaction.copyIn(table: table, columns: columns) { writer in
            for item in items {
                try await write(writer, item)
                count += 1
                if let report = meter.advance(at: .now) { progress(report) }
            }
        }
        written[table, default: 0] += count
    }

    /// What was written; reports the end of it.
    mutating func finish() -> SeedSummary {
        let last = meter.finish(at: .now)
        progress(last)
        return SeedSummary(
            tables: SeedTarget.tables.map { SeedSummary.Table(name: $0, rows: written[$0] ?? 0) },
            elapsed: last.elapsed)
    }

    private static func expectedRows(_ shops: [SeedShop]) -> Int {
        shops.reduce(0) { rows, shop in
            let staff = shop.barbers.count + (shop.managerID == nil ? 1 : 2)
            let people = staff + shop.clients.count
            let offers = shop.barbers.reduce(0) { $0 + $1.services.count + $1.timeOff.count + $1.week.stretches }
            let appointments = Double(shop.appointments)
            let payments = 2 * 0.883 * appointments + 0.052 * appointments
            let payouts = Double(shop.barbers.count * SeedPlan.pastDays / 7)
            return rows + people + 1 + shop.barbers.count + shop.services.count + offers + shop.appointments
                + Int(payments + payouts)
        }
    }
}
