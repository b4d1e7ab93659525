import LocalServers
import Logging
import ServiceLifecycle

/// Watches over the private PostgreSQL: starts it again when it dies, stops it when the program ends.
struct PrivatePostgresService: Service {
    let server: LocalPostgres
    let logger: Logger

    /// How often it's looked whether the server still runs; a look costs one system call.
    private static let interval = Duration.milliseconds(100)

    /// Returns when the server has stopped: cleanly on graceful shutdown, at once when cancelled.
    func run() async throws {
        await cancelWhenGracefulShutdown { await watch() }
        let mode: LocalPostgres.StopMode = Task.isCancelled ? .immediate : .fast
        logger.info("Stopping the private PostgreSQL", metadata: ["process": "\(server.processID)"])
        try await server.stop(mode)
    }

    private func watch() async {
        var backOff = RestartBackOff()
        var started = ContinuousClock.now
        while !Task.isCancelled {
            if server.isRunning {
                try? await Task.sleep(for: Self.interval)
                continue
            }
            let pause = backOff.pause(afterRunning: ContinuousClock.now - started)
            logger.error(
                "The private PostgreSQL has ended; starting it again",
                metadata: ["in": "\(ProgressLine.readable(pause))"])
            try? await Task.sleep(for: pause)
            guard !Task.isCancelled else { return }
            await startAgain()
            started = .now
        }
    }

    private func startAgain() async {
        do {
            try await server.restart()
            logger.notice("The private PostgreSQL runs again", metadata: ["process": "\(server.processID)"])
        } catch {
            logger.error("The private PostgreSQL could not be started again", metadata: ["error": "\(error)"])
        }
    }
}
