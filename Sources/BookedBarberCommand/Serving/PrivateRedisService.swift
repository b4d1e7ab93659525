import LocalServers
import Logging
import ServiceLifecycle

/// Watches over the private Redis: starts it again when it dies, stops it when the program ends. Without it the program
/// is slower, and goes on.
struct PrivateRedisService: Service {
    let server: LocalRedis
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await ServerWatch(
                name: "Redis", logger: logger, isRunning: { server.isRunning }, restart: { try await server.restart() }
            )
            .run()
        }
        do {
            try await server.stop()
        } catch {
            logger.warning("The private Redis didn't stop cleanly", metadata: ["error": "\(error)"])
        }
    }
}
