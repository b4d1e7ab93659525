import Foundation
import Logging

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A Redis that an earlier program left running.
struct RedisLeftover: Sendable {
    let start: RedisStart

    /// Stops it, and returns the port it had; nil when there never was one.
    func settle() async throws(LocalServerError) -> Int? {
        guard let port = try PrivateFile.read(start.configurationFile).flatMap(RedisSettings.port(in:)) else {
            return nil
        }
        guard let text = try PrivateFile.read(start.processFile),
            let processID = Int32(text.trimmingCharacters(in: .whitespacesAndNewlines))
        else { return port }
        // The port tells it from any other Redis that was given the same process id later: redis-server shows it as
        // its title.
        if ProcessProbe.isAlive(processID), let command = await ProcessProbe.commandLine(processID),
            command.contains("redis-server"), command.contains(":\(port)") || command.contains(start.folder)
        {
            start.logger.info("Found the Redis of an earlier run (process \(processID)); replacing it")
            try await Self.stop(ServerProcess(adopting: processID), within: start.configuration.stopTimeout)
        }
        return port
    }

    /// Goes on to its end when the task is cancelled.
    static func stop(_ process: ServerProcess, within timeout: Duration) async throws(LocalServerError) {
        try await SerialOperations().run { () throws(LocalServerError) in try await end(process, within: timeout) }
    }

    private static func end(_ process: ServerProcess, within timeout: Duration) async throws(LocalServerError) {
        guard process.isAlive else { return }
        process.signal(SIGTERM)
        // A suspended process can't hear anything but this.
        process.signal(SIGCONT)
        if await process.waitUntilGone(within: timeout) { return }
        process.signal(SIGKILL)
        let gone = await process.waitUntilGone(within: .seconds(10))
        throw LocalServerError(
            .stopFailed,
            "Redis (process \(process.processID)) did not stop within \(timeout) and \(gone ? "was killed." : "could not be killed.")"
        )
    }
}
