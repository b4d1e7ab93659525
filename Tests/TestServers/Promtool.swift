import Foundation

/// `promtool` of Prometheus (Debian: `apt install prometheus`), found in `PATH`.
public struct Promtool {
    public struct Answer: Sendable {
        public let status: Int32
        public let text: String
    }

    public struct NotInstalled: Error, CustomStringConvertible {
        public var description: String { "promtool is not in PATH; install Debian's 'prometheus' or Homebrew's" }
    }

    /// What `promtool check metrics` says to an exposition; nothing, with status 0, if all is well.
    public static func check(_ exposition: String) async throws -> Answer {
        try await run("check", "metrics", input: exposition)
    }

    /// What it says, on either output, when it is called so.
    public static func run(_ arguments: String..., input text: String = "") async throws -> Answer {
        let folder = FileManager.default.temporaryDirectory.appending(path: "promtool-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (input, output) = (folder.appending(path: "input"), folder.appending(path: "output"))
        try Data(text.utf8).write(to: input)
        try Data().write(to: output)

        let process = Process()
        process.executableURL = try program()
        process.arguments = arguments
        process.standardInput = try FileHandle(forReadingFrom: input)
        let answers = try FileHandle(forWritingTo: output)
        (process.standardOutput, process.standardError) = (answers, answers)
        let status = try await withCheckedThrowingContinuation { continuation in
            process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
            do { try process.run() } catch { continuation.resume(throwing: error) }
        }
        return Answer(status: status, text: try String(contentsOf: output, encoding: .utf8))
    }

    private static func program() throws -> URL {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":")
        for folder in folders {
            let file = URL(filePath: String(folder)).appending(path: "promtool")
            if FileManager.default.isExecutableFile(atPath: file.path) { return file }
        }
        throw NotInstalled()
    }
}
