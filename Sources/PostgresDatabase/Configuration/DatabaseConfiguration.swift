import Postgres

/// Which database, and how to use it.
///
/// ```swift
/// var pool = PoolConfiguration(size: 20, maxOverflow: 5)
/// pool.acquireTimeout = .seconds(5)
/// let configuration = try DatabaseConfiguration(url: "postgres://barber@localhost/shop", pool: pool)
/// ```
public struct DatabaseConfiguration: Sendable {
    /// How each connection is made.
    public var connection: ConnectionConfiguration
    /// Has been found valid.
    public let pool: PoolConfiguration
    /// Has been found valid.
    public let lanes: LaneConfiguration
    /// Where metrics and spans go.
    public var telemetry = TelemetryConfiguration()

    /// - Parameter url: see `ConnectionConfiguration.init(url:)`.
    /// - Throws: `.invalidConfiguration`, which names what is wrong, without any password.
    public init(
        url: String, pool: PoolConfiguration = PoolConfiguration(), lanes: LaneConfiguration = LaneConfiguration()
    ) throws(PostgresError) {
        try self.init(connection: ConnectionConfiguration(url: url), pool: pool, lanes: lanes)
    }

    /// - Throws: `.invalidConfiguration`, which names what is wrong.
    public init(
        connection: ConnectionConfiguration, pool: PoolConfiguration = PoolConfiguration(),
        lanes: LaneConfiguration = LaneConfiguration()
    ) throws(PostgresError) {
        try pool.validate()
        try lanes.validate()
        self.connection = connection
        self.pool = pool
        self.lanes = lanes
    }
}
