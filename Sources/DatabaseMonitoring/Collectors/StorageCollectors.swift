import Foundation
import Postgres

extension Collector {
    static let ages = Collector("transaction id age", isVital: true, every: .seconds(60), sampleAges)

    private static func sampleAges(_ sample: inout RawSample, _ connection: Connection) async throws {
        let rows = try await connection.query(
            """
            SELECT max(age(datfrozenxid))::int, max(mxid_age(datminmxid))::int
            FROM pg_database
            WHERE datallowconn
            """
        ).decode(Int?.self, Int?.self)
        sample.add(.transactionIDAge, value: rows.first?.0)
        sample.add(.multixactAge, value: rows.first?.1)
    }

    static let sizes = Collector("database size", every: .seconds(60), sampleSizes)

    private static func sampleSizes(_ sample: inout RawSample, _ connection: Connection) async throws {
        let rows = try await connection.query("SELECT pg_database_size(current_database())").decode(Int.self)
        sample.add(.databaseSize, value: rows.first)
    }

    /// Partitions are counted with their table. One that somebody holds for himself alone is left out: to take its size one
    /// would have to wait.
    static let tables = Collector("pg_stat_user_tables", every: .seconds(30), sampleTables)

    private static func sampleTables(_ sample: inout RawSample, _ connection: Connection) async throws {
        let rows = try await connection.query(
            """
            WITH tables AS (
                SELECT coalesce(pg_partition_root(stat.relid), stat.relid) AS root, stat.*,
                       coalesce(pg_total_relation_size(stat.relid), 0) AS size
                FROM pg_stat_user_tables AS stat
                WHERE stat.schemaname !~ '^pg_temp' AND NOT EXISTS (
                    SELECT 1 FROM pg_locks
                    WHERE pg_locks.relation = stat.relid AND pg_locks.mode = 'AccessExclusiveLock'
                )
            )
            SELECT CASE WHEN namespace.nspname = 'public' THEN '' ELSE namespace.nspname || '.' END || root.relname,
                   sum(size)::bigint, sum(n_live_tup)::bigint, sum(n_dead_tup)::bigint,
                   sum(coalesce(seq_scan, 0))::bigint, sum(coalesce(seq_tup_read, 0))::bigint,
                   sum(coalesce(idx_scan, 0))::bigint, sum(n_tup_ins)::bigint, sum(n_tup_upd)::bigint,
                   sum(n_tup_hot_upd)::bigint, sum(n_tup_del)::bigint,
                   min(greatest(last_vacuum, last_autovacuum)), min(greatest(last_analyze, last_autoanalyze)),
                   (count(*) FILTER (WHERE tables.relid <> tables.root))::int
            FROM tables
            JOIN pg_class AS root ON root.oid = tables.root
            JOIN pg_namespace AS namespace ON namespace.oid = root.relnamespace
            GROUP BY namespace.nspname, root.relname
            ORDER BY 2 DESC
            LIMIT 50
            """
        ).decode(
            String.self, Int.self, Int.self, Int.self, Int.self, Int.self, Int.self, Int.self, Int.self, Int.self,
            Int.self, Date?.self, Date?.self, Int.self)
        let counters = rows.map { row in
            TableCounters(
                name: row.0, size: row.1, liveRows: row.2, deadRows: row.3, sequentialScans: row.4,
                sequentialRows: row.5, indexScans: row.6, inserts: row.7, updates: row.8, hotUpdates: row.9,
                deletes: row.10, lastVacuum: row.11, lastAnalyze: row.12, partitions: row.13)
        }
        sample.tables = counters
        for table in counters.prefix(20) {
            sample.add(.tableSize, table.name, value: table.size)
            sample.add(.tableDeadRows, table.name, value: table.deadRows)
            sample.add(.tableLiveRows, table.name, value: table.liveRows)
            sample.add(.tableSequentialScans, table.name, value: table.sequentialScans)
        }
    }

    /// An index on a partitioned table is the sum of those on its partitions.
    static let indexes = Collector("pg_stat_user_indexes", every: .seconds(60), sampleIndexes)

    private static func sampleIndexes(_ sample: inout RawSample, _ connection: Connection) async throws {
        let rows = try await connection.query(
            """
            WITH indexes AS (
                SELECT coalesce(pg_partition_root(stat.indexrelid), stat.indexrelid) AS root, stat.idx_scan,
                       stat.idx_tup_read, coalesce(pg_relation_size(stat.indexrelid), 0) AS size
                FROM pg_stat_user_indexes AS stat
                WHERE stat.schemaname !~ '^pg_temp' AND NOT EXISTS (
                    SELECT 1 FROM pg_locks
                    WHERE pg_locks.relation IN (stat.relid, stat.indexrelid)
                      AND pg_locks.mode = 'AccessExclusiveLock'
                )
            )
            SELECT class.relname::text, owner.relname::text, sum(size)::bigint, sum(idx_scan)::bigint,
                   sum(idx_tup_read)::bigint,
                   bool_or(index.indisunique OR index.indisprimary OR index.indisexclusion OR index.indisreplident),
                   bool_and(index.indisvalid)
            FROM indexes
            JOIN pg_index AS index ON index.indexrelid = indexes.root
            JOIN pg_class AS class ON class.oid = indexes.root
            JOIN pg_class AS owner ON owner.oid = index.indrelid
            GROUP BY class.oid, class.relname, owner.relname
            ORDER BY 3 DESC
            LIMIT 100
            """
        ).decode(String.self, String.self, Int.self, Int.self, Int.self, Bool.self, Bool.self)
        sample.indexes = rows.map { name, table, size, scans, read, isConstraint, isValid in
            IndexCounters(
                name: name, table: table, size: size, scans: scans, rowsRead: read, isConstraint: isConstraint,
                isValid: isValid)
        }
    }
}
