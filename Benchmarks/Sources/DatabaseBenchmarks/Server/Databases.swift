import LocalServers
import Logging
import Postgres
import PostgresDatabase

extension BenchmarkServer {
    /// Single reads in pipelined lanes: the one place where lanes are configured.
    func withLanes<R: Sendable>(_ body: (Database) async throws -> R) async throws -> R {
        try await withDatabase(PoolConfiguration(size: 2, maxOverflow: 0), LaneConfiguration(maximum: 2), body)
    }

    /// A pool of `connections`.
    func withLeases<R: Sendable>(_ connections: Int, _ body: (Database) async throws -> R) async throws -> R {
        try await withDatabase(PoolConfiguration(size: connections, maxOverflow: 0), .off, body)
    }

    /// A pool as it is without configuration.
    func withDefaultPool<R: Sendable>(_ body: (Database) async throws -> R) async throws -> R {
        try await withDatabase(PoolConfiguration(), .off, body)
    }

    private func withDatabase<R: Sendable>(
        _ pool: PoolConfiguration, _ lanes: LaneConfiguration, _ body: (Database) async throws -> R
    ) async throws -> R {
        let database = Database(
            configuration: try DatabaseConfiguration(url: postgres.url, pool: pool, lanes: lanes),
            logger: Logger(label: "benchmark") { _ in SwiftLogNoOpLogHandler() })
        do {
            let result = try await body(database)
            await database.shutdown()
            return result
        } catch {
            await database.shutdown()
            throw error
        }
    }
}
