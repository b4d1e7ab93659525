import Postgres

/// Is told what happens to the connections of a pool.
///
/// ```swift
/// struct Roles: ConnectionListener {
///     func connected(_ connection: Connection) async throws {
///         try await connection.query("SET work_mem = '64MB'")
///     }
/// }
/// let database = Database(configuration: configuration, logger: logger, listeners: [Roles()])
/// ```
///
/// Every method has an empty default. All but `connected` are called by whoever leases or returns, between its other
/// work: they must be quick, and may be called by many tasks at once.
public protocol ConnectionListener: Sendable {
    /// A session is new: its connection was just opened, or its state was discarded because a borrower had changed
    /// it. What this does to the session counts as its original state.
    ///
    /// Nobody uses the connection until this has returned. An error closes it, and counts as a failure to connect.
    func connected(_ connection: Connection) async throws

    /// - Parameter waited: how long its borrower waited for it.
    func leased(_ connection: Connection, waited: Duration)

    /// - Parameter held: how long it was lent.
    func returned(_ connection: Connection, held: Duration)

    /// It was idle, and was asked whether it still answers.
    func validated(_ connection: Connection, answered: Bool)

    /// Its life is over (`PoolConfiguration.recycle`); `closed` follows.
    func recycled(_ connection: Connection)

    /// - Parameter reason: nil when the pool closed it.
    func closed(_ connection: Connection, reason: PostgresError?)

    /// - Parameter error: what the caller got.
    func acquireTimedOut(_ error: PostgresError)
}

extension ConnectionListener {
    public func connected(_ connection: Connection) async throws {}
    public func leased(_ connection: Connection, waited: Duration) {}
    public func returned(_ connection: Connection, held: Duration) {}
    public func validated(_ connection: Connection, answered: Bool) {}
    public func recycled(_ connection: Connection) {}
    public func closed(_ connection: Connection, reason: PostgresError?) {}
    public func acquireTimedOut(_ error: PostgresError) {}
}
