import Logging

/// Starts a private server again whenever it dies, less and less often if it keeps dying.
struct ServerWatch: Sendable {
    let name: String
    let logger: Logger
    let isRunning: @Sendable () -> Bool
    let restart: @Sendable () async throws -> Void

    /// How often it's looked whether the server still runs; a look costs one system call.
    private static let interval = Duration.milliseconds(100)

    /// Goes on until the task is cancelled.
    func run() async {
        var backOff = RestartBackOff()
        var started = ContinuousClock.now
        while !Task.isCancelled {
            if isRunning() {
                try? await Task.sleep(for: Self.interval)
                continue
            }
            let pause = backOff.pause(afterRunning: ContinuousClock.now - started)
            logger.error(
                "The private \(name) has ended; starting it again",
                metadata: ["in": "\(ProgressLine.readable(pause))"])
            try? await Task.sleep(for: pause)
            guard !Task.isCancelled else { return }
            await startAgain()
            started = .now
        }
    }

    private func startAgain() async {
        do {
            try await restart()
            logger.notice("The private \(name) runs again")
        } catch {
            logger.error("The private \(name) could not be started again", metadata: ["error": "\(error)"])
        }
    }
}
