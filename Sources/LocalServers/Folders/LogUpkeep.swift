import Logging

/// Keeps a log below its size while the program runs.
enum LogUpkeep {
    static let interval: Duration = .seconds(30)

    /// Looks at the log from time to time, until the task is cancelled.
    static func begin(_ log: LogFile, logger: Logger) -> Task<Void, Never> {
        Task.detached(priority: .background) {
            while (try? await Task.sleep(for: interval)) != nil {
                do { try await log.rotateIfNeeded() } catch { logger.warning("\(error)") }
            }
        }
    }
}
