import ServiceLifecycle

/// Work as a service: graceful shutdown cancels it, and that it was cancelled is an error of its own.
struct OneTimeService: Service {
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
