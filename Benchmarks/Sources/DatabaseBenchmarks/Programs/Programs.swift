import BenchmarkReport
import LocalServers
import Postgres

/// PostgreSQL's own client programs, against the same server and with the session settings of our connections.
struct Programs: Sendable {
    private let installation: PostgresInstallation
    private let environment: [String: String]

    init(installation: PostgresInstallation, url: String) throws(PostgresError) {
        self.installation = installation
        let keywords = try ConnectionConfiguration(url: url).keywords
        environment = [
            "PGHOST": keywords["host"] ?? "", "PGPORT": keywords["port"] ?? "", "PGUSER": keywords["user"] ?? "",
            "PGPASSWORD": keywords["password"] ?? "", "PGDATABASE": keywords["dbname"] ?? "",
            "PGOPTIONS": "-c statement_timeout=30000 -c idle_in_transaction_session_timeout=60000",
            "LC_ALL": "C", "PATH": "/usr/bin:/bin",
        ]
    }

    func run(_ name: String, _ arguments: [String]) async throws -> ChildProgram.Outcome {
        try await ChildProgram.run(installation.path(of: name), arguments, environment: environment)
    }
}
