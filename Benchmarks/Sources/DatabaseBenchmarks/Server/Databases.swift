import LocalServers
import Logging
import Metrics
import Postgres
import PostgresDatabase

extension BenchmarkServer {
    /// Single reads in pipelined lanes: the one place where lanes are configured.
    func withLanes<R: Sendable>(_ body: (Database) async throws -> R) async throws -> R {
        try await withDatabase(PoolConfiguration(size: 2, maxOverflow: 0), LaneConfiguration(maximum: 2), .off, body)
    }

    /// The same, with metrics that are handed over as `Database.run` does it.
    func withLanes<R: Sendable>(
        measuredBy factory: any MetricsFactory, _ body: (Database) async throws -> R
    ) async throws -> R {
        var telemetry = TelemetryConfiguration(emitsSpans: false)
        telemetry.metricsFactory = factory
        let pool = PoolConfiguration(size: 2, maxOverflow: 0)
        return try await withDatabase(pool, LaneConfiguration(maximum: 2), telemetry) { database in
            let running = Task { try await database.run() }
            defer { running.cancel() }
            return try await body(database)
        }
    }

    /// A pool of `connections`.
    func withLeases<R: Sendable>(_ connections: Int, _ body: (Database) async throws -> R) async throws -> R {
        try await withDatabase(PoolConfiguration(size: connections, maxOverflow: 0), .off, .off, body)
    }

    /// A pool as it is without configuration.
    func withDefaultPool<R: Sendable>(_ body: (Database) async throws -> R) async throws -> R {
        try await withDatabase(PoolConfiguration(), .off, .off, body)
    }

    private func withDatabase<R: Sendable>(
        _ pool: PoolConfiguration, _ lanes: LaneConfiguration, _ telemetry: TelemetryConfiguration,
        _ body: (Database) async throws -> R
    ) async throws -> R {
        var configuration = try DatabaseConfiguration(url: postgres.url, pool: pool, lanes: lanes)
        configuration.telemetry = telemetry
        let database = Database(
            configuration: configuration,
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
