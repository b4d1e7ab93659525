import Logging
import Postgres
import TestServers

/// A database of its own for each test, and connections to it.
enum ServerFixture {
    static func url(_ suite: String) async throws -> String { try await TestServers.database(suite) }

    static func configuration(_ suite: String) async throws -> ConnectionConfiguration {
        try ConnectionConfiguration(url: try await url(suite))
    }

    /// Runs `body` with a connection, which is closed afterwards.
    @discardableResult
    static func withConnection<R>(
        _ configuration: ConnectionConfiguration, _ body: (Connection) async throws -> R
    ) async throws -> R {
        let connection = try await Connection.connect(configuration, logger: Logger(label: "test"))
        do {
            let result = try await body(connection)
            await connection.close()
            return result
        } catch {
            await connection.close()
            throw error
        }
    }

    @discardableResult
    static func withConnection<R>(to suite: String, _ body: (Connection) async throws -> R) async throws -> R {
        try await withConnection(try await configuration(suite), body)
    }

    /// Ends a server process from another connection and waits until it is gone.
    static func kill(_ processID: Int32, _ configuration: ConnectionConfiguration) async throws {
        try await withConnection(configuration) { other in
            _ = try await other.query("SELECT pg_terminate_backend(\(processID), 5000)")
        }
    }
}

/// The error that `body` throws; nil if it throws none or another type.
func postgresError(_ body: () async throws -> Void) async -> PostgresError? {
    do {
        try await body()
        return nil
    } catch {
        return error as? PostgresError
    }
}
