import BookedBarber
import Foundation
import Logging

/// What comes before the first request: the database runs, has its tables, its months and, if it's new, its demo data.
struct ServePreparation: Sendable {
    let configuration: BookedBarberConfiguration
    /// Scale of the demo data for a new private database; 0 for none.
    let demoScale: Double
    let logger: Logger

    /// - Returns: the running database. When it throws, or is cancelled, everything it started is stopped.
    func run() async throws -> ProgramDatabase {
        let opened = try await ProgramDatabase.open(configuration, logger: logger)
        do {
            try await SchemaSetup(database: opened.database, logger: logger).run()
            if opened.server != nil, demoScale > 0 {
                try await DemoData(database: opened.database, logger: logger).loadIfNew(scale: demoScale)
            }
            return opened
        } catch {
            await opened.close(logger: logger)
            throw error
        }
    }
}
