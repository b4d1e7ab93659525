import Foundation
import Logging

/// Starts the server's process and waits until it answers.
struct PostgresLaunch: Sendable {
    let start: PostgresStart

    /// Why a process that ended early did so.
    enum EarlyEnd: Equatable {
        /// Somebody else took the port meanwhile.
        case portTaken
        /// Processes of a killed server are still leaving.
        case formerServerLeaving
        case other

        init(log: String) {
            if log.contains("could not create any TCP/IP sockets") || log.contains("Address already in use") {
                self = .portTaken
            } else if log.contains("pre-existing shared memory block") || log.contains("lock file \"postmaster.pid\"") {
                self = .formerServerLeaving
            } else {
                self = .other
            }
        }
    }

    /// - Parameters:
    ///   - port: the port to use, if it is free.
    ///   - keepingPort: whether it must be that port, because clients know it.
    func run(port wish: Int?, keepingPort: Bool) async throws(LocalServerError) -> PostgresStart.Running {
        let deadline = ContinuousClock.now.advanced(by: start.configuration.startTimeout)
        var port = wish
        while true {
            if !keepingPort || port == nil {
                port = if let port, LoopbackPort.isFree(port) { port } else { try LoopbackPort.free() }
            }
            let chosen = port ?? 0
            let before = start.log.size
            let process = try await launch(chosen)
            if try await isReady(process, port: chosen, deadline: deadline) {
                return PostgresStart.Running(process: process, port: chosen)
            }
            let log = start.log.tail(after: before)
            let end = EarlyEnd(log: log)
            guard end != .other, ContinuousClock.now < deadline else {
                throw LocalServerError(
                    .startFailed,
                    """
                    PostgreSQL ended before it was ready (\(await process.exitDescription())). \
                    The end of \(start.folder.logFile):
                    \(log)
                    """)
            }
            start.logger.debug("PostgreSQL is started once more: \(end)")
            if !keepingPort { port = nil }
            try? await Task.sleep(for: .milliseconds(100))
        }
    }

    private func launch(_ port: Int) async throws(LocalServerError) -> ServerProcess {
        let folder = start.folder
        try FolderAccess.make(start.socketDirectory, mode: 0o700, owner: folder.owner)
        try PrivateFile.write(
            start.settingsText(port: port), to: folder.settings, mode: folder.owner == nil ? 0o600 : 0o644)
        return try await ServerProcess.launch(
            start.installation.path(of: "postgres"), ["-D", folder.data, "-c", "config_file=\(folder.settings)"],
            outputPath: folder.logFile, user: folder.owner)
    }

    /// False when the process ended.
    private func isReady(
        _ process: ServerProcess, port: Int, deadline: ContinuousClock.Instant
    ) async throws(LocalServerError) -> Bool {
        var lastAnswer = "no connection yet"
        let done = await Polling.until(ContinuousClock.now.duration(to: deadline)) {
            guard process.isAlive else { return true }
            guard let file = PostmasterFile.read(dataDirectory: start.folder.data),
                file.processID == process.processID, file.isReady
            else { return false }
            do throws(AdminSession.Failure) {
                _ = try await AdminSession.perform(start.adminURL(port: port), within: .seconds(5)) { _ in }
                return true
            } catch {
                lastAnswer = error.message
                return false
            }
        }
        if done { return process.isAlive }
        let cancelled = Task.isCancelled
        let log = start.log.tail()
        await PostgresStop(process: process, logger: start.logger).end()
        if cancelled {
            throw LocalServerError(.cancelled, "The start of PostgreSQL was cancelled; it was stopped again.")
        }
        throw LocalServerError(
            .timedOut,
            """
            PostgreSQL was not ready within \(start.configuration.startTimeout) (\(lastAnswer)), and was stopped. \
            The end of \(start.folder.logFile):
            \(log)
            """)
    }
}
