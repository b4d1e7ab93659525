extension MonitorMetric {
    // MARK: pg_stat_bgwriter, pg_stat_wal

    public static let checkpoints = counter(
        "postgresql.checkpoints", "{checkpoint}", "Checkpoints, by what asked for them.", by: "cause")
    public static let checkpointWriteTime = counter(
        "postgresql.checkpoint.write_time", "s", "Time that checkpoints wrote.")
    public static let checkpointSyncTime = counter(
        "postgresql.checkpoint.sync_time", "s", "Time that checkpoints waited for the disk.")
    public static let buffersWritten = counter(
        "postgresql.buffers.written", "{block}", "Pages written, by whom.", by: "writer")
    public static let backgroundWriterStops = counter(
        "postgresql.background_writer.stops", "{stop}", "Rounds of the background writer that its limit ended.")
    public static let buffersAllocated = counter("postgresql.buffers.allocated", "{block}", "Buffers allocated.")
    public static let walBytes = counter("postgresql.wal.io", "By", "Write-ahead log made.")
    public static let walRecords = counter("postgresql.wal.records", "{record}", "Records of write-ahead log.")
    public static let walFullPages = counter("postgresql.wal.full_pages", "{page}", "Full pages in write-ahead log.")
    public static let walBuffersFull = counter(
        "postgresql.wal.buffers_full", "{write}", "Writes of write-ahead log since its buffers were full.")
    public static let walSyncTime = counter(
        "postgresql.wal.sync_time", "s", "Time to sync write-ahead log; 0 unless track_wal_io_timing is on.")

    static let writing = [
        checkpoints, checkpointWriteTime, checkpointSyncTime, buffersWritten, backgroundWriterStops, buffersAllocated,
        walBytes, walRecords, walFullPages, walBuffersFull, walSyncTime,
    ]

    // MARK: pg_stat_replication, pg_replication_slots

    public static let replicaLag = gauge(
        "postgresql.replica.lag", "By", "Write-ahead log that a replica has not replayed.", by: "replica")
    public static let replicaLagTime = gauge(
        "postgresql.replica.lag_time", "s", "How late a replica replays.", by: "replica")
    public static let recoveryLagTime = gauge(
        "postgresql.recovery.lag_time", "s", "On a replica: age of the last transaction replayed, while it is behind.")
    public static let isInRecovery = gauge("postgresql.in_recovery", "", "1 on a replica.")
    public static let slotRetained = gauge(
        "postgresql.replication_slot.retained", "By", "Write-ahead log kept for a slot.", by: "slot")
    public static let slotActive = gauge(
        "postgresql.replication_slot.active", "", "1 for a slot that somebody reads.", by: "slot")

    public static let slotLost = gauge(
        "postgresql.replication_slot.lost", "", "1 for a slot whose write-ahead log is gone.", by: "slot")

    static let replication = [
        replicaLag, replicaLagTime, recoveryLagTime, isInRecovery, slotRetained, slotActive, slotLost,
    ]

    // MARK: Age, tables

    public static let transactionIDAge = gauge(
        "postgresql.transaction_id.age", "{transaction}",
        "Age of the oldest transaction id in any database; the server stops at two billion.")
    public static let multixactAge = gauge(
        "postgresql.multixact.age", "{multixact}", "Age of the oldest multixact id in any database.")
    public static let uptime = gauge("postgresql.uptime", "s", "Since the server was started.")
    public static let tableSize = gauge(
        "postgresql.table.size", "By", "The 20 largest tables, with indexes.", by: "table")
    public static let tableDeadRows = gauge(
        "postgresql.table.dead_rows", "{row}", "Dead rows of the 20 largest tables, by estimate.", by: "table")
    public static let tableLiveRows = gauge(
        "postgresql.table.live_rows", "{row}", "Live rows of the 20 largest tables, by estimate.", by: "table")
    public static let tableSequentialScans = counter(
        "postgresql.table.sequential_scans", "{scan}", "Sequential scans of the 20 largest tables.", by: "table")

    static let storage =
        statements + [
            transactionIDAge, multixactAge, uptime, tableSize, tableDeadRows, tableLiveRows, tableSequentialScans,
        ]
}
