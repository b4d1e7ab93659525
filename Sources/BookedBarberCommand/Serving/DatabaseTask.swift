import Logging
import PostgresDatabase
import ServiceLifecycle

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

/// Work as a service: graceful shutdown cancels it, and that it was cancelled is an error of its own.
private struct OneTimeService: Service {
    let work: @Sendable () async throws -> Void

    init(_ work: @escaping @Sendable () async throws -> Void) { self.work = work }

    func run() async throws {
        do {
            try await cancelWhenGracefulShutdown(work)
        } catch {
            guard Task.isShuttingDownGracefully else { throw error }
            throw ProgramFailure(.stopped, "Stopped before it was done.")
        }
    }
}
