import BookedBarber
import Foundation
import Logging
import PostgresDatabase

/// Brings tables and months up to date.
struct SchemaSetup: Sendable {
    let database: Database
    let logger: Logger

    func run() async throws {
        let logger = logger
        do {
            try await Migrator(database: database).migrate { progress in
                switch progress {
                case .upToDate(let count):
                    logger.debug("The schema is up to date", metadata: ["migrations": "\(count)"])
                case .applying: break
                case .applied(let migration, let time):
                    logger.info(
                        "Applied a migration",
                        metadata: ["migration": "\(migration)", "took": "\(ProgressLine.readable(time))"])
                }
            }
            try await Maintenance(database: database, logger: logger).run(at: Date())
        } catch {
            throw ProgramFailure(describing: error)
        }
    }
}
