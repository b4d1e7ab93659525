import Postgres

extension Collector {
    static let replication = Collector("pg_stat_replication", isVital: true, sampleReplication)

    private static func sampleReplication(_ sample: inout RawSample, _ connection: Connection) async throws {
        let rows = try await connection.query(
            """
            SELECT coalesce(nullif(application_name, ''), 'unnamed'), coalesce(state, 'hidden'), sync_state = 'sync',
                   CASE WHEN pg_is_in_recovery()
                        THEN pg_wal_lsn_diff(pg_last_wal_receive_lsn(), replay_lsn)
                        ELSE pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn) END::bigint,
                   extract(epoch FROM replay_lag)::float8
            FROM pg_stat_replication
            ORDER BY 1
            LIMIT 20
            """
        ).decode(String.self, String.self, Bool?.self, Int?.self, Double?.self)
        sample.replicas = rows.map { name, state, isSynchronous, lag, time in
            ReplicaRow(
                name: name, state: state, isSynchronous: isSynchronous ?? false, lagBytes: max(0, lag ?? 0),
                replayLag: time)
        }
        // Standbys that nobody named are all called walreceiver.
        var seen: [String: Int] = [:]
        for index in sample.replicas.indices {
            let name = sample.replicas[index].name
            seen[name, default: 0] += 1
            if let count = seen[name], count > 1 { sample.replicas[index].name = "\(name) #\(count)" }
        }
        for replica in sample.replicas {
            sample.add(.replicaLag, replica.name, value: replica.lagBytes)
            sample.add(.replicaLagTime, replica.name, value: replica.replayLag)
        }
        try await addSlots(to: &sample, connection)
        if sample.server?.isInRecovery == true { try await addRecovery(to: &sample, connection) }
    }

    private static func addSlots(to sample: inout RawSample, _ connection: Connection) async throws {
        let rows = try await connection.query(
            """
            SELECT slot_name::text, active,
                   CASE WHEN pg_is_in_recovery()
                        THEN pg_wal_lsn_diff(pg_last_wal_receive_lsn(), restart_lsn)
                        ELSE pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn) END::bigint,
                   wal_status
            FROM pg_replication_slots
            ORDER BY 3 DESC NULLS LAST
            LIMIT 20
            """
        ).decode(String.self, Bool.self, Int?.self, String?.self)
        sample.slots = rows.map { name, isActive, retained, status in
            SlotRow(name: name, isActive: isActive, retainedBytes: max(0, retained ?? 0), status: status)
        }
        for slot in sample.slots {
            sample.add(.slotRetained, slot.name, value: slot.retainedBytes)
            sample.add(.slotActive, slot.name, value: slot.isActive ? 1 : 0)
            sample.add(.slotLost, slot.name, value: slot.status == "lost" ? 1 : 0)
        }
    }

    /// A replica that has replayed all it has received isn't late, however old the last transaction is.
    private static func addRecovery(to sample: inout RawSample, _ connection: Connection) async throws {
        let rows = try await connection.query(
            """
            SELECT CASE WHEN pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() THEN 0
                        ELSE extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()) END::float8
            """
        ).decode(Double?.self)
        sample.add(.recoveryLagTime, value: rows.first ?? nil)
    }
}
