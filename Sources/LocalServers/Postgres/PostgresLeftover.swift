import Foundation
import Logging

/// What an earlier program left behind: nothing, files of a dead server, or a server that still runs.
struct PostgresLeftover: Sendable {
    let start: PostgresStart

    /// Returns a running server that is as it should be; stops one that is not; removes what a dead one left.
    func settle() async throws(LocalServerError) -> PostgresStart.Running? {
        guard let file = PostmasterFile.read(dataDirectory: start.folder.data) else { return nil }
        guard await file.describesRunningServer() else {
            // PostgreSQL removes a stale file by itself, unless its process id has been given to a stranger.
            if ProcessProbe.isAlive(file.processID) { removeStaleFile() }
            return nil
        }
        let process = ServerProcess(adopting: file.processID)
        if let port = await usablePort(file) {
            start.logger.info("Found the server of an earlier run (process \(file.processID)) and took it over")
            return PostgresStart.Running(process: process, port: port)
        }
        start.logger.info("Found a server of an earlier run (process \(file.processID)); restarting it")
        try await PostgresStop(process: process, logger: start.logger)
            .run(.fast, within: start.configuration.stopTimeout)
        return nil
    }

    /// The port that the last start used; nil when there was none.
    var formerPort: Int? {
        guard let text = try? PrivateFile.read(start.folder.settings) else { return nil }
        let line = text.split(separator: "\n").first { $0.hasPrefix("port = '") }
        return line.flatMap { Int($0.dropFirst("port = '".count).dropLast()) }
    }

    /// The port of a server that has the settings it should have, and knows our password.
    private func usablePort(_ file: PostmasterFile) async -> Int? {
        guard let port = file.port, file.isReady,
            let settings = try? PrivateFile.read(start.folder.settings),
            settings == start.settingsText(port: port)
        else { return nil }
        do throws(AdminSession.Failure) {
            _ = try await AdminSession.perform(start.adminURL(port: port), within: .seconds(3)) { _ in }
            return port
        } catch {
            return nil
        }
    }

    private func removeStaleFile() {
        let path = "\(start.folder.data)/postmaster.pid"
        start.logger.info("Removing \(path), which an earlier server left: its process id belongs to another program")
        try? FileManager.default.removeItem(atPath: path)
    }
}
