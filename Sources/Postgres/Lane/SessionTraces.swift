/// What statements may leave in a session: settings, advisory locks, listeners, holdable cursors, prepared statements
/// and temporary tables.
enum SessionTraces {
    /// Volatile functions that only look.
    private static let harmless = """
        'random', 'random_normal', 'clock_timestamp', 'timeofday', 'gen_random_uuid', 'pg_sleep', 'pg_sleep_for', \
        'pg_sleep_until', 'pg_relation_size', 'pg_table_size', 'pg_indexes_size', 'pg_total_relation_size', \
        'pg_database_size', 'pg_is_in_recovery', 'pg_last_wal_replay_lsn', 'pg_current_wal_lsn', 'pg_blocking_pids'
        """

    /// One row: what is in the session now; and whether one of the names given calls a function that may change
    /// something. Statements that are prepared by the protocol aren't traces, since nobody can name them.
    private static let sql = """
        SELECT concat_ws('|',
          (SELECT md5(string_agg(name || '=' || setting, ',' ORDER BY name)) FROM pg_settings WHERE source = 'session'),
          (SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'advisory'),
          (SELECT count(*) FROM pg_listening_channels()),
          (SELECT count(*) FROM pg_cursors WHERE is_holdable),
          (SELECT count(*) FROM pg_prepared_statements WHERE from_sql),
          (SELECT count(*) FROM pg_class WHERE relnamespace = pg_my_temp_schema()),
          session_user, current_user, current_setting('default_transaction_read_only')),
          EXISTS (
            SELECT FROM pg_proc WHERE proname = ANY($1) AND provolatile = 'v'
            AND NOT (pronamespace = 'pg_catalog'::regnamespace AND proname IN (\(harmless))))
        """

    /// - Parameter names: those that a statement may call.
    static func query(_ names: [String]) -> Query {
        var bindings = Bindings()
        bindings.append(names)
        return Query(sql: sql, bindings: bindings)
    }

    static func fingerprint(_ rows: ResultHandle) -> String? {
        guard rows.rowCount == 1, rows.columnCount == 2 else { return nil }
        return try? rows.decode(String.self, 0, 0)
    }

    static func mayChange(_ rows: ResultHandle) -> Bool { (try? rows.decode(Bool.self, 0, 1)) ?? true }
}
