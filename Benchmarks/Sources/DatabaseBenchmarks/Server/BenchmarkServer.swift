import BenchmarkReport
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
        try await PrivateFolder.with { folder in
            let postgres = try await LocalPostgres.start(
                LocalPostgres.Configuration(directory: "\(folder)/postgres"), logger: logger)
            try await PrivateFolder.using(postgres) { postgres in
                let installation = try await PostgresInstallation.find()
                let programs = try Programs(installation: installation, url: postgres.url)
                let server = BenchmarkServer(postgres: postgres, programs: programs, folder: folder)
                try await server.load()
                try await body(server)
            } end: {
                try await $0.stop()
            }
        }
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
