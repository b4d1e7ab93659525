import LocalServers
import Logging
import ServiceLifecycle

/// Watches over the private PostgreSQL: starts it again when it dies, stops it when the program ends.
struct PrivatePostgresService: Service {
    let server: LocalPostgres
    let logger: Logger

    /// Returns when the server has stopped: cleanly on graceful shutdown, at once when cancelled.
    func run() async throws {
        await cancelWhenGracefulShutdown {
            await ServerWatch(
                name: "PostgreSQL", logger: logger, isRunning: { server.isRunning },
                restart: { try await server.restart() }
            ).run()
        }
        let mode: LocalPostgres.StopMode = Task.isCancelled ? .immediate : .fast
        logger.info("Stopping the private PostgreSQL", metadata: ["process": "\(server.processID)"])
        try await server.stop(mode)
    }
}
