import Logging
import PostgresDatabase

/// A piece of work on the database that ends by itself, such as migrating. Ctrl-C cancels it.
struct DatabaseTask: Sendable {
    let configuration: BookedBarberConfiguration
    let logger: Logger

    /// Opens the database, does the work, and closes everything again, whatever happens.
    func run(_ work: @escaping @Sendable (Database) async throws -> Void) async throws {
        let service = OneTimeService { [configuration, logger] in
            let opened = try await ProgramDatabase.open(configuration, logger: logger)
            do {
                try await work(opened.database)
            } catch {
                await opened.close(logger: logger)
                throw ProgramFailure(describing: error)
            }
            await opened.close(logger: logger)
        }
        try await StopSignals(logger: logger).run(service)
    }
}
