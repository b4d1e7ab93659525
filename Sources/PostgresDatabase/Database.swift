import Logging
import Postgres
import ServiceLifecycle

/// A PostgreSQL database, as an application holds it: one for the whole program, used by all tasks at once.
///
/// ```swift
/// let database = Database(configuration: try DatabaseConfiguration(url: url), logger: logger)
///
/// let rows = try await database.read("SELECT id, starts_at FROM appointments WHERE barber_id = \(barber)")
/// try await database.write("UPDATE users SET full_name = \(name) WHERE id = \(id)")
/// try await database.transaction(isolation: .serializable, retries: 3) { transaction in
///     try await transaction.query("UPDATE accounts SET balance = balance - \(amount) WHERE id = \(from)")
///     try await transaction.query("UPDATE accounts SET balance = balance + \(amount) WHERE id = \(to)")
/// }
/// ```
///
/// A single-statement `read` that is quick travels with others on a shared connection; see `LaneConfiguration`. All
/// other calls borrow a connection from a pool for as long as they take. Callers that find none free are served in the
/// order in which they came; see `PoolConfiguration` for how many there are and how long one waits.
///
/// **Cancellation.** A cancelled call leaves the line at once, or its statement is cancelled on the server; a
/// transaction is rolled back. Connections are brought into order by the pool itself, whatever becomes of the caller.
///
/// **Lost connections.** A single-statement `read` is repeated once on another connection. Nothing else is ever
/// repeated, since it may have been executed: the caller gets `.connectionLost`, or `.commitOutcomeUnknown` if it
/// happened during `COMMIT`.
///
/// It can be used without `run`, too: then call `shutdown` in the end, and `reportMetrics` now and then if there is a
/// metrics system.
public final class Database: Service, Sendable {
    let pool: ConnectionPool
    /// Nil when they are off.
    let lanes: LaneSet?
    let statements: StatementTable
    let telemetry: Telemetry
    package let configuration: DatabaseConfiguration
    let logger: Logger

    /// Connects to nothing yet: connections are opened when they are needed.
    ///
    /// - Parameter listeners: are told what happens to the connections, in this order.
    public convenience init(
        configuration: DatabaseConfiguration, logger: Logger, listeners: [any ConnectionListener] = []
    ) {
        let telemetry = Telemetry(configuration, logger: logger)
        let pool = ConnectionPool(
            configuration.connection, limits: configuration.pool.limits, logger: logger,
            patience: configuration.pool.acquireTimeout, listeners: listeners,
            metrics: telemetry.metrics)
        self.init(configuration: configuration, pool: pool, telemetry: telemetry)
    }

    init(configuration: DatabaseConfiguration, pool: ConnectionPool, telemetry: Telemetry) {
        self.telemetry = telemetry
        self.configuration = configuration
        self.pool = pool
        let lanes = configuration.lanes
        let hasLanes = lanes.maximum > 0 && configuration.connection.preparesStatements
        self.lanes = hasLanes ? LaneSet(lanes, pool) : nil
        statements = StatementTable(threshold: lanes.slowStatement)
        logger = pool.logger
    }

    /// The threads that read replies of this process' databases.
    ///
    /// Tasks that mostly ask the database go on faster there than on the threads that all tasks share: without a change
    /// of threads between a reply and what follows it, and with what all of them ask for at a time in one batch. They
    /// must not block, nor compute for long.
    ///
    /// ```swift
    /// try await withTaskExecutorPreference(database.executor) {
    ///     for id in ids { _ = try await database.read("SELECT name FROM users WHERE id = \(id)") }
    /// }
    /// ```
    public var executor: any TaskExecutor { SharedEventLoops.all }

    deinit { lanes?.drop() }

    // MARK: Start and stop

    /// Opens a first connection, then waits for the graceful shutdown of its service group and shuts the database
    /// down. Meanwhile it hands over the metrics.
    ///
    /// That the server can't be reached doesn't end it: the log says so, and it works as soon as the server does.
    public func run() async throws {
        let reporting = Task { await reportRegularly() }
        let warmUp = Task { try await self.withConnection { _ in } }
        // Cancellation ends it, too; what is left to do is the same.
        try? await gracefulShutdown()
        warmUp.cancel()
        await shutdown()
        reporting.cancel()
        await reporting.value
        reportMetrics()
    }

    /// Refuses new calls with `.databaseClosed`, waits for those under way, and closes all connections politely. May
    /// be called again.
    ///
    /// - Parameter deadline: after this time connections that are still in use are closed: their statements fail with
    ///   `.connectionClosed`. Not hurried by cancellation.
    public func shutdown(deadline: Duration = .seconds(10)) async {
        async let pooled: Void = pool.shutdown(deadline: deadline)
        await lanes?.shutdown(deadline: deadline)
        await pooled
    }
}
