extension MonitorMetric {
    // MARK: pg_stat_database, of the database that is watched

    public static let commits = counter("postgresql.commits", "{transaction}", "Transactions committed.")
    public static let rollbacks = counter("postgresql.rollbacks", "{transaction}", "Transactions rolled back.")
    public static let blocksHit = counter("postgresql.blocks.hit", "{block}", "Pages found in shared buffers.")
    public static let blocksRead = counter("postgresql.blocks.read", "{block}", "Pages not found in shared buffers.")
    public static let bufferHitRatio = gauge(
        "postgresql.buffer.hit_ratio", "1",
        "Of the pages asked for since the sample before, those found in shared buffers. Not there below 1,000 pages.")
    public static let tempFiles = counter("postgresql.temp.files", "{file}", "Temporary files written by statements.")
    public static let tempBytes = counter("postgresql.temp.io", "By", "Bytes written to temporary files.")
    public static let deadlocks = counter("postgresql.deadlocks", "{deadlock}", "Deadlocks that ended a statement.")
    public static let conflicts = counter(
        "postgresql.conflicts", "{statement}", "Statements cancelled by recovery on a replica.")
    public static let rowsReturned = counter("postgresql.rows.returned", "{row}", "Rows that scans went over.")
    public static let rowsFetched = counter("postgresql.rows.fetched", "{row}", "Rows found by indexes.")
    public static let rowsInserted = counter("postgresql.rows.inserted", "{row}", "Rows inserted.")
    public static let rowsUpdated = counter("postgresql.rows.updated", "{row}", "Rows updated.")
    public static let rowsDeleted = counter("postgresql.rows.deleted", "{row}", "Rows deleted.")
    public static let blockReadTime = counter(
        "postgresql.block.read_time", "s", "Time to read pages; 0 unless track_io_timing is on.")
    public static let blockWriteTime = counter(
        "postgresql.block.write_time", "s", "Time to write pages; 0 unless track_io_timing is on.")
    public static let activeTime = counter("postgresql.active.time", "s", "Time that sessions executed statements.")
    public static let idleInTransactionTime = counter(
        "postgresql.idle_in_transaction.time", "s", "Time that sessions were idle inside a transaction.")
    public static let sessionsOpened = counter("postgresql.sessions.opened", "{session}", "Sessions opened.")
    public static let sessionsLost = counter(
        "postgresql.sessions.lost", "{session}", "Sessions that ended by a lost client, a fatal error or a kill.")
    public static let databaseSize = gauge("postgresql.database.size", "By", "Size of the database on the disk.")

    static let database = [
        commits, rollbacks, blocksHit, blocksRead, bufferHitRatio, tempFiles, tempBytes, deadlocks, conflicts,
        rowsReturned, rowsFetched, rowsInserted, rowsUpdated, rowsDeleted, blockReadTime, blockWriteTime, activeTime,
        idleInTransactionTime, sessionsOpened, sessionsLost, databaseSize,
    ]

    // MARK: pg_stat_statements

    public static let statementCalls = counter(
        "postgresql.statements", "{statement}",
        "Statements executed in the database, by pg_stat_statements; what it has forgotten stays counted.")
    public static let statementTime = counter(
        "postgresql.statement.time", "s", "Time to execute them.")
    public static let statementsKnown = gauge(
        "postgresql.statement.entries", "{entry}", "Kinds of statements that pg_stat_statements knows.")
    public static let statementsEvicted = counter(
        "postgresql.statement.evictions", "{eviction}", "Times that pg_stat_statements has forgotten the rarest.")
    public static let statementsCoverage = gauge(
        "postgresql.statement.coverage", "1",
        "Of the time in which the database was active, the share that the statements shown explain.")

    static let statements = [
        statementCalls, statementTime, statementsKnown, statementsEvicted, statementsCoverage,
    ]
}
