import Foundation
import TestServers
import Testing

/// Runs `bookedbarber serve` on a free port, with its state in a folder, while `body` uses it.
///
/// The first run in a folder makes a small shop with its clients.
func withServe<R: Sendable>(
    in folder: String, arguments: [String] = [], environment: [String: String] = [:],
    _ body: @Sendable (ProgramRun, APIClient) async throws -> R
) async throws -> (result: R, end: ProgramEnd) {
    try await withProgram(
        ["serve", "--port", "0", "--state", "\(folder)/state", "--demo-scale", "0.001"] + arguments, in: folder,
        environment: environment
    ) { program in
        let http = try await program.waitUntilReady()
        return try await body(program, APIClient(http: http))
    }
}

/// The private PostgreSQL in a state folder.
struct PrivatePostgresFiles {
    let folder: String

    /// nil when it isn't running: it takes its file away when it stops.
    var processID: Int32? {
        let path = "\(folder)/state/postgres/data/postmaster.pid"
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        return String(decoding: data, as: UTF8.self).split(separator: "\n").first.flatMap { Int32($0) }
    }
}
