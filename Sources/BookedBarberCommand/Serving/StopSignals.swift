import Logging
import ServiceLifecycle
import UnixSignals

/// Ends the program's services on SIGTERM and SIGINT (Ctrl-C).
///
/// The first signal asks politely: what's under way is finished. The second cancels it, and what's left is only to stop
/// the private servers. The third ends the process on the spot; the private PostgreSQL stays, and the next start takes
/// it over.
struct StopSignals {
    let logger: Logger

    /// Runs `service` until it ends or a signal ends it.
    ///
    /// - Throws: what the service threw; ``ProgramFailure`` with `stopped` after a second signal.
    func run(_ service: some Service) async throws {
        let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint)
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [
                    .init(
                        service: service, successTerminationBehavior: .gracefullyShutdownGroup,
                        failureTerminationBehavior: .gracefullyShutdownGroup)
                ], logger: quiet))
        let work = Task { try await group.run() }
        let listener = Task { await listen(to: signals, group: group, work: work) }
        let result = await work.result
        listener.cancel()
        let count = await listener.value
        do {
            try result.get()
        } catch {
            if count < 2 { throw error }
        }
        if count >= 2 {
            throw ProgramFailure(.stopped, "Stopped in a hurry: some requests may have gone unanswered.")
        }
    }

    /// The group's own lines are about its machinery.
    private var quiet: Logger {
        var quiet = logger
        quiet.logLevel = max(.error, logger.logLevel)
        return quiet
    }

    /// - Returns: how many signals came.
    private func listen(
        to signals: UnixSignalsSequence, group: ServiceGroup, work: Task<Void, any Error>
    ) async -> Int {
        var count = 0
        for await signal in signals {
            count += 1
            switch count {
            case 1:
                logger.notice("Stopping; a second time stops faster", metadata: ["signal": "\(signal)"])
                await group.triggerGracefulShutdown()
            case 2:
                logger.warning("Stopping in a hurry", metadata: ["signal": "\(signal)"])
                work.cancel()
            default:
                StandardError.line("bookedbarber: Stopped at once.")
                ProcessEnd.now(.stopped)
            }
        }
        return count
    }
}
