extension MonitorMetric {
    // MARK: pg_stat_activity

    public static let connections = gauge(
        "postgresql.connections", "{connection}", "Client connections, by what they do.", by: "state")
    public static let connectionsByApplication = gauge(
        "postgresql.application.connections", "{connection}",
        "Client connections of the ten programs that have most of them; the rest is 'other'.", by: "application")
    public static let connectionMax = gauge(
        "postgresql.connection.max", "{connection}", "Connections that ordinary roles may have.")
    public static let connectionUsage = gauge(
        "postgresql.connection.usage", "1", "Client connections, as a part of those that ordinary roles may have.")
    public static let waiting = gauge(
        "postgresql.sessions.waiting", "{session}", "Active sessions that wait, by what they wait for.", by: "wait")
    public static let blocked = gauge(
        "postgresql.sessions.blocked", "{session}", "Sessions that wait for a lock that another one holds.")
    public static let longestLockWait = gauge(
        "postgresql.lock_wait.age", "s", "How long the longest wait for a lock has lasted.")
    public static let oldestTransaction = gauge(
        "postgresql.transaction.age", "s", "Age of the oldest open transaction of a client.")
    public static let oldestIdleInTransaction = gauge(
        "postgresql.idle_in_transaction.age", "s",
        "How long the session that is idle inside its transaction for longest has been so.")
    public static let transactionAgeByApplication = gauge(
        "postgresql.application.transaction.age", "s",
        "Age of the oldest open transaction of a program; of the ten programs with the oldest.", by: "application")
    public static let longestQuery = gauge(
        "postgresql.query.age", "s", "How long the longest running statement has been running.")

    static let sessions = [
        connections, connectionsByApplication, connectionMax, connectionUsage, waiting, blocked, longestLockWait,
        oldestTransaction, oldestIdleInTransaction, transactionAgeByApplication, longestQuery,
    ]

    // MARK: pg_locks

    public static let lockCount = gauge(
        "postgresql.locks", "{lock}", "Locks that are held or waited for, by mode.", by: "mode", "granted")

    static let locks = [lockCount]
}
