import BookedBarber
import Foundation
import PostgresDatabase

/// Seeds a database, and shows how far it is.
struct SeedJob: Sendable {
    let database: Database
    let scale: Double
    let addsToExisting: Bool

    func run() async throws -> SeedSummary {
        let seeder = try Seeder(database: database, scale: scale, now: Date(), addsToExisting: addsToExisting)
        let display = ProgressDisplay()
        defer { display.finish() }
        return try await seeder.run { progress in
            display.show(
                ProgressLine(
                    step: progress.table, done: progress.rowsDone, total: progress.rowsTotal, elapsed: progress.elapsed)
            )
        }
    }
}
