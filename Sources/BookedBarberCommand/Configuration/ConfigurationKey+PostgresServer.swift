extension ConfigurationKey {
    /// Ranges are PostgreSQL 15's own, narrowed where its limit isn't a setting anyone can run.
    static let postgresqlServer: [ConfigurationKey] = [
        server(
            "shared_buffers", \.database.postgresql.sharedBuffers, .memory(.megabytes(1)...(.gigabytes(1024))),
            about: "PostgreSQL's own page cache. A quarter of a small machine's memory is the usual advice."),
        server(
            "effective_cache_size", \.database.postgresql.effectiveCacheSize,
            .memory(.megabytes(1)...(.gigabytes(16_384))),
            about: "What the planner may assume to be cached, the system's file cache included. Reserves nothing."),
        server(
            "work_mem", \.database.postgresql.workMem, .memory(PostgresMemory(kilobytes: 64)...(.gigabytes(64))),
            about: "Memory of one sort or hash; a statement may use several, 70 connections many."),
        server(
            "maintenance_work_mem", \.database.postgresql.maintenanceWorkMem, .memory(.megabytes(1)...(.gigabytes(64))),
            about: "Memory of index builds and vacuum, of which few run at a time."),
        server(
            "checkpoint_completion_target", \.database.postgresql.checkpointCompletionTarget, .decimal(0...1),
            about: "Part of the time between checkpoints over which their writes are spread."),
        server(
            "checkpoint_timeout", \.database.postgresql.checkpointTimeout,
            .time(.seconds(30)...(.minutes(1440)), bareUnit: "s"),
            about: "Longest time between checkpoints. Rarer ones write fewer full pages, and recovery takes longer."),
        server(
            "max_wal_size", \.database.postgresql.maxWALSize, .memory(.megabytes(32)...(.gigabytes(1024))),
            about: "WAL between two checkpoints before one is forced, for example while data is loaded."),
        server(
            "min_wal_size", \.database.postgresql.minWALSize, .memory(.megabytes(32)...(.gigabytes(1024))),
            about: "WAL files kept for reuse instead of being deleted."),
        server(
            "random_page_cost", \.database.postgresql.randomPageCost, .decimal(0.1...1000),
            about: "Cost of a random page against a sequential one. 1.1 is for SSDs; disks that turn want 4."),
        server(
            "effective_io_concurrency", \.database.postgresql.effectiveIOConcurrency, .integer(0...1000),
            about: "Reads ahead that a bitmap scan may ask for. Many for SSDs. Not used on macOS, which has none."),
        server(
            "log_min_duration_statement", \.database.postgresql.logMinDurationStatement,
            .time(.milliseconds(0)...(.milliseconds(2_147_483_647)), bareUnit: "ms", canBeOff: true),
            about: "Statements slower than this are written to PostgreSQL's log."),
        server(
            "log_lock_waits", \.database.postgresql.logLockWaits, .boolean,
            about: "Write to the log when a statement waits over a second for a lock."),
        server(
            "autovacuum_naptime", \.database.postgresql.autovacuumNaptime,
            .time(.seconds(1)...(.seconds(2_147_483)), bareUnit: "s"),
            about: "Pause between two rounds of autovacuum. Shorter than PostgreSQL's minute, since bookings churn."),
        server(
            "autovacuum_max_workers", \.database.postgresql.autovacuumMaxWorkers, .integer(1...64),
            about: "Tables vacuumed at the same time."),
    ]

    private static func server<Value: Sendable>(
        _ name: String, _ keyPath: any WritableKeyPath<BookedBarberConfiguration, Value> & Sendable,
        _ rule: ValueRule<Value>, about: String
    ) -> ConfigurationKey {
        ConfigurationKey("database_config.postgresql_config.\(name)", keyPath, rule, about: about)
    }
}
