import Foundation

/// `postmaster.pid`, which PostgreSQL keeps in its data folder while it runs, and leaves there when it is killed.
///
/// The lines are: process id, data folder, start time, port, socket folder, listen address, shared memory, status.
package struct PostmasterFile: Equatable, Sendable {
    package var processID: Int32
    package var dataDirectory: String
    /// Nil while the server is still starting.
    var port: Int?
    var isReady: Bool

    /// Nil for an empty or truncated file.
    init?(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
            $0.trimmingCharacters(in: .whitespaces)
        }
        guard lines.count >= 2, let processID = Int32(lines[0]), processID > 0 else { return nil }
        self.processID = processID
        dataDirectory = lines[1]
        port = lines.count > 3 ? Int(lines[3]) : nil
        isReady = lines.count > 7 && lines[7] == "ready"
    }

    package static func read(dataDirectory: String) -> PostmasterFile? {
        FileManager.default.contents(atPath: "\(dataDirectory)/postmaster.pid")
            .flatMap { PostmasterFile(String(decoding: $0, as: UTF8.self)) }
    }

    /// Whether the process of that id is the server of that folder, and not a stranger that was given the id later.
    package func describesRunningServer() async -> Bool {
        guard ProcessProbe.isAlive(processID) else { return false }
        guard let command = await ProcessProbe.commandLine(processID) else { return false }
        return command.contains("postgres") && command.contains(dataDirectory)
    }
}
