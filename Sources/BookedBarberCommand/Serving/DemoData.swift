import BookedBarber
import Foundation
import Logging
import Postgres
import PostgresDatabase

/// Made-up shops and people to try things out with, in a new private database.
struct DemoData: Sendable {
    let database: Database
    let logger: Logger

    /// Loads it unless the database has users already.
    func loadIfNew(scale: Double) async throws {
        do {
            let summary = try await SeedJob(database: database, scale: scale, addsToExisting: false).run()
            logger.info(
                "Loaded demo data",
                metadata: ["rows": "\(summary.rows)", "took": "\(ProgressLine.readable(summary.elapsed))"])
        } catch let error as SeedError where [.hasUsers, .alreadySeeded].contains(error.code) {
            logger.debug("The database has users; no demo data is loaded")
        }
    }

    /// Whether one can sign in with the demo accounts.
    func isLoaded() async throws -> Bool {
        let emails = [DemoAccounts.owner, DemoAccounts.barber, DemoAccounts.client]
        let query: Query = """
            SELECT count(*)
            FROM users
            WHERE email = ANY(\(emails))
            """
        let rows = try await database.read(query.named("count demo accounts"))
        return try rows.first?.decode(Int.self, at: 0) == emails.count
    }
}
