import Postgres

/// Is told what happens to the connections of a pool.
///
/// What `connected` sets is part of every session, those of lanes included, and comes back after a borrower has changed
/// it. So it is the place for what depends on the role that has logged in:
///
/// ```swift
/// /// Reports may take long and sort in memory; everybody else must be quick.
/// struct RoleParameters: ConnectionListener {
///     func connected(_ connection: Connection) async throws {
///         let role = try await connection.query("SELECT current_user::text").decode(String.self)[0]
///         let isForReports = role == "reports"
///         try await connection.query("SELECT set_config('work_mem', \(isForReports ? "64MB" : "4MB"), false)")
///         try await connection.query(
///             "SELECT set_config('statement_timeout', \(isForReports ? "5min" : "2s"), false)")
///     }
/// }
/// let database = Database(configuration: configuration, logger: logger, listeners: [RoleParameters()])
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
