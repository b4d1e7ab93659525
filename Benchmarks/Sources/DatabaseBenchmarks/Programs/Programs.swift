import LocalServers
import Postgres
import Subprocess

/// PostgreSQL's own client programs, against the same server and with the session settings of our connections.
struct Programs: Sendable {
    private let installation: PostgresInstallation
    private let environment: [String: String]

    struct Outcome: Sendable {
        let output: String
        let cpuMicroseconds: Double
    }

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

    func run(_ name: String, _ arguments: [String]) async throws -> Outcome {
        let before = CPUTime.childrenMicroseconds
        let result = try await Subprocess.run(
            .path(Self.converted(installation.path(of: name))), arguments: Arguments(arguments),
            environment: .custom(environment.map { Array("\($0)=\($1)\0".utf8) }),
            output: .string(limit: 1 << 20), error: .combinedWithOutput)
        let output = result.standardOutput
        guard result.terminationStatus.isSuccess else {
            throw BenchmarkFailure("\(name) failed: \(output.suffix(2000))")
        }
        return Outcome(output: output, cpuMicroseconds: CPUTime.childrenMicroseconds - before)
    }

    /// Subprocess' path type comes from another module on each platform; its literals do without an import.
    private static func converted<Path: ExpressibleByStringLiteral>(_ path: Path.StringLiteralType) -> Path {
        Path(stringLiteral: path)
    }
}

/// A sentence for the person who measures.
struct BenchmarkFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
