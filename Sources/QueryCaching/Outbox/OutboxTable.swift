import Postgres
import PostgresDatabase

/// The table `cache_invalidations`: what transactions have invalidated, written in those transactions, so that neither
/// is ever there without the other.
public enum OutboxTable {
    /// Makes the table; part of the application's migrations. May be executed again.
    public static let schema = """
        CREATE TABLE IF NOT EXISTS cache_invalidations (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            tags text[] NOT NULL,
            transaction_id xid8 NOT NULL DEFAULT pg_current_xact_id(),
            written_at timestamptz NOT NULL DEFAULT clock_timestamp()
        );
        CREATE INDEX IF NOT EXISTS cache_invalidations_transaction_id_idx ON cache_invalidations (transaction_id);
        """

    /// In place of a tag: all of them. For programs that load data in bulk.
    public static let everything = "*"

    /// At most so many rows are taken at once; when there are more, everything is invalidated.
    static let limit = 10_000

    /// - Returns: the number of the row.
    package static func write(_ tags: [CacheTag], _ transaction: Transaction) async throws -> Int64 {
        let rows = try await transaction.query(
            Query(
                """
                INSERT INTO cache_invalidations (tags)
                VALUES (\(tags.map(\.name)))
                RETURNING id
                """
            ).named("write cache invalidation"))
        return try rows[0].decode(Int64.self, at: 0)
    }

    /// What `position` didn't see; all that is kept when it is nil.
    static func read(
        after position: OutboxPosition?, limit: Int = limit, within deadline: Duration, _ database: Database
    ) async throws -> OutboxView {
        // Before the first transaction nothing was visible.
        let seen = position?.snapshot ?? "1:1:"
        let rows = try await database.read(
            Query(
                """
                SELECT s.snapshot, s.time, s.server, i.id, i.tags, i.age
                FROM (
                    SELECT pg_current_snapshot()::text AS snapshot,
                           (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS time,
                           (extract(epoch FROM pg_postmaster_start_time()) * 1000)::bigint
                           + coalesce(
                               extract(epoch FROM pg_stat_get_bgwriter_stat_reset_time()) * 1000, 0
                           )::bigint AS server
                ) s
                LEFT JOIN LATERAL (
                    SELECT id, tags, (extract(epoch FROM clock_timestamp() - written_at) * 1000000)::bigint AS age
                    FROM cache_invalidations
                    WHERE transaction_id >= pg_snapshot_xmax(\(seen)::pg_snapshot)
                       OR transaction_id = ANY (ARRAY(SELECT pg_snapshot_xip(\(seen)::pg_snapshot)))
                    LIMIT \(limit + 1)
                ) i ON true
                """
            ).named("get new cache invalidations"), deadline: deadline)
        return try view(rows, limit)
    }

    private static func view(_ rows: Rows, _ limit: Int) throws -> OutboxView {
        let seen = try rows.decode(String.self, Int64.self, Int64.self, Int64?.self, [String]?.self, Int64?.self)
        let entries = seen.compactMap { row in
            row.3.map { OutboxView.Row(id: $0, tags: row.4 ?? [], age: row.5 ?? 0) }
        }
        guard let first = seen.first else {
            return OutboxView(snapshot: "1:1:", time: 0, server: 0, rows: [], isCut: true)
        }
        return OutboxView(
            snapshot: first.0, time: first.1, server: first.2, rows: Array(entries.prefix(limit)),
            isCut: entries.count > limit)
    }

    /// Deletes what was visible at `position` already.
    static func delete(before position: OutboxPosition, _ database: Database) async throws {
        try await database.write(
            Query(
                """
                DELETE FROM cache_invalidations
                WHERE pg_visible_in_snapshot(transaction_id, \(position.snapshot)::pg_snapshot)
                   OR written_at < now() - INTERVAL '1 day'
                """
            ).named("delete old cache invalidations"))
    }
}
