import Postgres

extension Collector {
    static let database = Collector("pg_stat_database", sampleDatabase)

    private static func sampleDatabase(_ sample: inout RawSample, _ connection: Connection) async throws {
        let rows = try await connection.query(
            """
            SELECT xact_commit, xact_rollback, blks_hit, blks_read, temp_files, temp_bytes, deadlocks, conflicts,
                   tup_returned, tup_fetched, tup_inserted, tup_updated, tup_deleted,
                   blk_read_time / 1000, blk_write_time / 1000, active_time / 1000,
                   idle_in_transaction_time / 1000, sessions, sessions_abandoned + sessions_fatal + sessions_killed
            FROM pg_stat_database
            WHERE datname = current_database()
            """)
        guard let row = rows.first else { return }
        let whole: [(Int, MonitorMetric)] = [
            (0, .commits), (1, .rollbacks), (2, .blocksHit), (3, .blocksRead), (4, .tempFiles), (5, .tempBytes),
            (6, .deadlocks), (7, .conflicts), (8, .rowsReturned), (9, .rowsFetched), (10, .rowsInserted),
            (11, .rowsUpdated), (12, .rowsDeleted), (17, .sessionsOpened), (18, .sessionsLost),
        ]
        for (column, metric) in whole { sample.add(metric, value: try row.decode(Int?.self, at: column)) }
        let times: [(Int, MonitorMetric)] = [
            (13, .blockReadTime), (14, .blockWriteTime), (15, .activeTime), (16, .idleInTransactionTime),
        ]
        for (column, metric) in times { sample.add(metric, value: try row.decode(Double?.self, at: column)) }
    }

    /// What the server writes in the background.
    static let writing = Collector("pg_stat_bgwriter, pg_stat_wal", sampleWriting)

    private static func sampleWriting(_ sample: inout RawSample, _ connection: Connection) async throws {
        let background: Query =
            connection.serverVersion >= 170_000
            ? """
            SELECT checkpointer.num_timed, checkpointer.num_requested, checkpointer.write_time / 1000,
                   checkpointer.sync_time / 1000, checkpointer.buffers_written, writer.buffers_clean,
                   NULL::bigint, writer.maxwritten_clean, writer.buffers_alloc
            FROM pg_stat_checkpointer AS checkpointer, pg_stat_bgwriter AS writer
            """
            : """
            SELECT checkpoints_timed, checkpoints_req, checkpoint_write_time / 1000, checkpoint_sync_time / 1000,
                   buffers_checkpoint, buffers_clean, buffers_backend, maxwritten_clean, buffers_alloc
            FROM pg_stat_bgwriter
            """
        let rows = try await connection.query(background).decode(
            Int.self, Int.self, Double.self, Double.self, Int.self, Int.self, Int?.self, Int.self, Int.self)
        if let (timed, requested, write, sync, byCheckpoint, byWriter, byBackend, stops, allocated) = rows.first {
            sample.add(.checkpoints, "time", value: timed)
            sample.add(.checkpoints, "request", value: requested)
            sample.add(.checkpointWriteTime, value: write)
            sample.add(.checkpointSyncTime, value: sync)
            sample.add(.buffersWritten, "checkpoint", value: byCheckpoint)
            sample.add(.buffersWritten, "background_writer", value: byWriter)
            sample.add(.buffersWritten, "backend", value: byBackend)
            sample.add(.backgroundWriterStops, value: stops)
            sample.add(.buffersAllocated, value: allocated)
        }
        // From PostgreSQL 18 on the time to sync is in pg_stat_io.
        let syncTime = connection.serverVersion >= 180_000 ? "NULL::float8" : "wal_sync_time / 1000"
        let wal = try await connection.query(
            """
            SELECT wal_bytes::bigint, wal_records, wal_fpi, wal_buffers_full, \(unescaped: syncTime)
            FROM pg_stat_wal
            """
        ).decode(Int.self, Int.self, Int.self, Int.self, Double?.self)
        guard let (bytes, records, fullPages, buffersFull, walSync) = wal.first else { return }
        sample.add(.walBytes, value: bytes)
        sample.add(.walRecords, value: records)
        sample.add(.walFullPages, value: fullPages)
        sample.add(.walBuffersFull, value: buffersFull)
        sample.add(.walSyncTime, value: walSync)
    }
}
