import ServiceLifecycle

extension RedisClient: Service {
    /// Waits for the graceful shutdown of its group, or the cancellation of its task, and shuts down. The client works
    /// without it too.
    public func run() async throws {
        try? await gracefulShutdown()
        await shutdown()
    }
}
