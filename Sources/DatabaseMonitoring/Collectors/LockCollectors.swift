import Postgres

extension Collector {
    /// Who waits for whom. `pg_blocking_pids` holds up the lock manager for a moment, so it is asked only of those who
    /// wait.
    static let lockWaits = Collector("pg_locks (waits)", isVital: true, sampleLockWaits)

    private static func sampleLockWaits(_ sample: inout RawSample, _ connection: Connection) async throws {
        let rows = try await connection.query(
            """
            SELECT waiting.pid::int, pg_blocking_pids(waiting.pid),
                   locks.mode || ' on ' || locks.locktype
                       || coalesce(' ' || CASE WHEN locks.database = (SELECT oid FROM pg_database
                                                                      WHERE datname = current_database())
                                               THEN relation.relname::text END, ''),
                   coalesce(extract(epoch FROM clock_timestamp() - locks.waitstart), 0)::float8
            FROM pg_stat_activity AS waiting
            JOIN pg_locks AS locks ON locks.pid = waiting.pid AND NOT locks.granted
            LEFT JOIN pg_class AS relation ON relation.oid = locks.relation
            WHERE waiting.wait_event_type = 'Lock'
            ORDER BY locks.waitstart
            LIMIT 200
            """
        ).decode(Int.self, [Int32].self, String.self, Double.self)
        sample.waits = rows.map { pid, blockers, lock, waited in
            LockWait(pid: pid, blockedBy: blockers.map(Int.init), lock: lock, waited: max(0, waited))
        }
        sample.add(.blocked, value: Set(sample.waits.map(\.pid)).count)
        sample.add(.longestLockWait, value: sample.waits.map(\.waited).max() ?? 0)
        try await addMissingSessions(to: &sample, connection)
    }

    /// Blockers may be idle sessions, or not among the oldest.
    private static func addMissingSessions(to sample: inout RawSample, _ connection: Connection) async throws {
        let known = Set(sample.sessions.map(\.pid))
        let wanted = Set(sample.waits.flatMap { [$0.pid] + $0.blockedBy }).subtracting(known)
        guard !wanted.isEmpty else { return }
        let rows = try await connection.query(
            """
            SELECT pid::int, usename::text, coalesce(application_name, backend_type, ''), coalesce(state, 'unknown'),
                   extract(epoch FROM clock_timestamp() - xact_start)::float8,
                   extract(epoch FROM clock_timestamp() - state_change)::float8,
                   coalesce(query, ''), query_id
            FROM pg_stat_activity
            WHERE pid = ANY(\(wanted.prefix(200).map { Int32(truncatingIfNeeded: $0) }))
            """
        ).decode(
            Int.self, String?.self, String.self, String.self, Double?.self, Double?.self, String.self, Int64?.self)
        sample.sessions += rows.map { pid, user, application, state, transaction, since, text, id in
            SessionRow(
                pid: pid, user: user, application: application, state: state, transactionAge: transaction,
                queryAge: nil, stateAge: since, query: StatementText.withoutValues(text), queryIdentifier: id,
                isExempt: isExempt(application: application, text: text))
        }
    }

    static let locks = Collector("pg_locks", sampleLocks)

    private static func sampleLocks(_ sample: inout RawSample, _ connection: Connection) async throws {
        let rows = try await connection.query(
            """
            SELECT mode, granted, count(*)::int
            FROM pg_locks
            WHERE pid IS DISTINCT FROM pg_backend_pid()
            GROUP BY mode, granted
            """
        ).decode(String.self, Bool.self, Int.self)
        var counts: [String: [Bool: Int]] = [:]
        for (mode, granted, count) in rows { counts[mode, default: [:]][granted] = count }
        for mode in Set(modes).union(counts.keys).sorted() {
            for granted in [true, false] {
                sample.add(.lockCount, mode, granted ? "true" : "false", value: counts[mode]?[granted] ?? 0)
            }
        }
    }

    /// Those of tables and rows: zero is said, too.
    private static let modes = [
        "AccessShareLock", "RowShareLock", "RowExclusiveLock", "ShareUpdateExclusiveLock", "ShareLock",
        "ShareRowExclusiveLock", "ExclusiveLock", "AccessExclusiveLock",
    ]
}
