import Foundation
import LocalServers
import Logging
import Postgres

/// The private server that both sides use, with pgbench's tables.
struct BenchmarkServer: Sendable {
    static let scale: Int32 = 10
    static let accounts = scale * 100_000
    static let tellers = scale * 10
    static let branches = scale

    let postgres: LocalPostgres
    let programs: Programs
    /// For files of the programs.
    let folder: String

    /// Runs `body` with a server of its own, which is stopped and removed afterwards.
    static func with(_ logger: Logger, _ body: (BenchmarkServer) async throws -> Void) async throws {
        let place = FileManager.default.temporaryDirectory
            .appendingPathComponent("bookedbarber-bench-\(ProcessInfo.processInfo.processIdentifier)")
        // The server's account has to pass through.
        try FileManager.default.createDirectory(
            at: place, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
        defer { try? FileManager.default.removeItem(at: place) }
        let postgres = try await LocalPostgres.start(
            LocalPostgres.Configuration(directory: place.appendingPathComponent("postgres").path), logger: logger)
        do {
            let installation = try await PostgresInstallation.find()
            let programs = try Programs(installation: installation, url: postgres.url)
            let server = BenchmarkServer(postgres: postgres, programs: programs, folder: place.path)
            try await server.load()
            try await body(server)
        } catch {
            try? await stop(postgres)
            throw error
        }
        try await stop(postgres)
    }

    /// Also when the task was cancelled.
    private static func stop(_ postgres: LocalPostgres) async throws {
        try await Task.detached { try await postgres.stop() }.value
    }

    private func load() async throws {
        _ = try await programs.run("pgbench", ["-i", "-q", "-s", "\(Self.scale)"])
        let connection = try await Connection.connect(ConnectionConfiguration(url: postgres.url))
        try await connection.execute(script: WideTable.script)
        await connection.close()
        let admin = try await Connection.connect(ConnectionConfiguration(url: postgres.adminURL()))
        try await admin.query("CHECKPOINT")
        await admin.close()
    }
}
