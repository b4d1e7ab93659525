import Postgres
import PostgresDatabase
import QueryCaching

/// The tables of the day, in one.
enum DayTables {
    /// Makes them anew, every version 1, and an empty outbox.
    static func make(_ url: String) async throws {
        let connection = try await Connection.connect(ConnectionConfiguration(url: url))
        let kinds = DayKind.allCases.map { "(\($0.rawValue), \($0.owners), \($0.rows))" }.joined(separator: ", ")
        try await connection.execute(
            script: """
                DROP TABLE IF EXISTS day_rows, cache_invalidations;
                \(OutboxTable.schema)
                CREATE TABLE day_rows (
                    kind integer, owner integer, line integer, version bigint NOT NULL, text text NOT NULL,
                    PRIMARY KEY (kind, owner, line)
                );
                INSERT INTO day_rows
                SELECT kind, owner - 1, line, 1, 'Line ' || line || ' of number ' || owner || ' of kind ' || kind
                FROM (VALUES \(kinds)) AS kinds (kind, owners, lines), generate_series(1, owners) AS owner,
                     generate_series(1, lines) AS line;
                ANALYZE day_rows;
                """)
        await connection.close()
    }

    static func read(_ kind: DayKind, _ owner: Int, _ database: Database) async throws -> DayRecord {
        let rows = try await database.read(
            """
            SELECT version, text
            FROM day_rows
            WHERE kind = \(Int32(kind.rawValue)) AND owner = \(Int32(owner))
            ORDER BY line
            """
        ).decode(Int64.self, String.self)
        return DayRecord(version: rows.first?.0 ?? 0, lines: rows.map(\.1))
    }

    /// - Returns: the version that is written.
    static func write(_ kind: DayKind, _ owner: Int, _ executor: some QueryExecutor) async throws -> Int64 {
        try await executor.query(
            """
            UPDATE day_rows
            SET version = version + 1
            WHERE kind = \(Int32(kind.rawValue)) AND owner = \(Int32(owner))
            RETURNING version
            """
        ).decode(Int64.self)[0]
    }
}
