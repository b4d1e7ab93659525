/// Settings of a PostgreSQL server that the program itself starts. They never touch a server it's only pointed at.
///
/// Memory and workers are written for a server of 8 GB; `LocalServers` lowers them where the machine has less.
struct PostgresServerSettings: Sendable, Equatable {
    var sharedBuffers = PostgresMemory.gigabytes(2)
    var effectiveCacheSize = PostgresMemory.gigabytes(6)
    var workMem = PostgresMemory.megabytes(16)
    var maintenanceWorkMem = PostgresMemory.megabytes(512)
    var checkpointCompletionTarget = 0.9
    var checkpointTimeout = PostgresTime.minutes(15)
    var maxWALSize = PostgresMemory.gigabytes(2)
    var minWALSize = PostgresMemory.megabytes(256)
    var randomPageCost = 1.1
    var effectiveIOConcurrency = 64
    var logMinDurationStatement = PostgresTime.milliseconds(1000)
    var logLockWaits = true
    var autovacuumNaptime = PostgresTime.seconds(30)
    var autovacuumMaxWorkers = 3

    /// The settings under PostgreSQL's own names, written as `postgresql.conf` wants them.
    var parameters: [String: String] {
        var parameters = [
            "shared_buffers": sharedBuffers.description,
            "effective_cache_size": effectiveCacheSize.description,
            "work_mem": workMem.description,
            "maintenance_work_mem": maintenanceWorkMem.description,
            "checkpoint_completion_target": "\(checkpointCompletionTarget)",
            "checkpoint_timeout": checkpointTimeout.description,
            "max_wal_size": maxWALSize.description,
            "min_wal_size": minWALSize.description,
            "random_page_cost": "\(randomPageCost)",
            "log_min_duration_statement": logMinDurationStatement.description,
            "log_lock_waits": logLockWaits ? "on" : "off",
            "autovacuum_naptime": autovacuumNaptime.description,
            "autovacuum_max_workers": "\(autovacuumMaxWorkers)",
        ]
        #if os(Linux)
            // A system without posix_fadvise refuses to start with anything but 0.
            parameters["effective_io_concurrency"] = "\(effectiveIOConcurrency)"
        #endif
        return parameters
    }
}
