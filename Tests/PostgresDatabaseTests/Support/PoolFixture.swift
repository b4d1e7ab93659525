import Logging
import Postgres
import TestServers
import Testing

@testable import PostgresDatabase

/// Databases and pools on the tests' server, shut down in the end.
enum PoolFixture {
    static let logger: Logger = {
        var logger = Logger(label: "pool-tests")
        logger.logLevel = .critical
        return logger
    }()

    @discardableResult
    static func withDatabase<R>(
        _ suite: String, size: Int = 5, maxOverflow: Int = 0, url: String? = nil,
        lanes: LaneConfiguration = .off, listeners: [any ConnectionListener] = [], logger: Logger = logger,
        clock: any PoolClock = SystemClock(), telemetry: TelemetryConfiguration = .off,
        connection adjustConnection: (inout ConnectionConfiguration) -> Void = { _ in },
        pool adjustPool: (inout PoolConfiguration) -> Void = { _ in },
        limits adjustLimits: (inout PoolLimits) -> Void = { _ in },
        _ body: (Database) async throws -> R
    ) async throws -> R {
        var pool = PoolConfiguration(size: size, maxOverflow: maxOverflow)
        pool.acquireTimeout = .seconds(20)
        adjustPool(&pool)
        var address = url
        if address == nil { address = try await TestServers.database(suite) }
        var connection = try ConnectionConfiguration(url: address ?? "")
        adjustConnection(&connection)
        var configuration = try DatabaseConfiguration(connection: connection, pool: pool, lanes: lanes)
        configuration.telemetry = telemetry
        let telemetry = Telemetry(configuration, logger: logger)
        var limits = configuration.pool.limits
        adjustLimits(&limits)
        let database = Database(
            configuration: configuration,
            pool: ConnectionPool(
                connection, limits: limits, logger: logger, patience: configuration.pool.acquireTimeout,
                listeners: listeners, metrics: telemetry.metrics, clock: clock),
            telemetry: telemetry)
        do {
            let result = try await body(database)
            await database.shutdown(deadline: .seconds(5))
            return result
        } catch {
            await database.shutdown(deadline: .seconds(5))
            throw error
        }
    }
}

extension Database {
    /// A connection beside the pool, as an administrator has it.
    func aside<R>(_ body: (Connection) async throws -> R) async throws -> R {
        let connection = try await Connection.connect(configuration.connection, logger: logger)
        do {
            let result = try await body(connection)
            await connection.close()
            return result
        } catch {
            await connection.close()
            throw error
        }
    }

    /// Ends a server process, and returns when it is gone.
    func kill(_ processID: Int32) async throws {
        _ = try await aside { try await $0.query("SELECT pg_terminate_backend(\(processID), 5000)") }
    }

    /// How many server processes there are for this database, other than the one that is asked.
    func backends() async throws -> Int {
        try await aside { other in
            let rows = try await other.query(
                """
                SELECT count(*) FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
                """)
            return try rows.decode(Int.self)[0]
        }
    }

    /// Waits until the pool looks as it should.
    func settled(
        within timeout: Duration = .seconds(10), _ condition: (PoolStatistics) -> Bool
    ) async throws -> Bool {
        try await eventually(within: timeout, every: .milliseconds(2)) { condition(statistics.pool) }
    }
}

extension Database {
    /// Fails the test unless the pool comes to look as it should.
    func expectSettled(
        sourceLocation: SourceLocation = #_sourceLocation, _ condition: (PoolStatistics) -> Bool
    ) async throws {
        let isSettled = try await settled(condition)
        #expect(isSettled, "\(statistics)", sourceLocation: sourceLocation)
    }
}

/// Fails the test unless the condition comes true.
func expectEventually(
    sourceLocation: SourceLocation = #_sourceLocation, _ condition: () async throws -> Bool
) async throws {
    let isTrue = try await eventually(condition)
    #expect(isTrue, sourceLocation: sourceLocation)
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
