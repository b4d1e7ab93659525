import Foundation
import Postgres

extension Collector {
    /// The counters of all kinds of statements of this database. Without their texts: with them the server would read the
    /// whole file of texts each time.
    static let statements = Collector("pg_stat_statements", sampleStatements)

    private static func sampleStatements(_ sample: inout RawSample, _ connection: Connection) async throws {
        guard let schema = try await StatementsExtension.schema(connection) else {
            sample.missing.append(StatementsExtension.absent)
            return
        }
        guard let rows = try await StatementsExtension.counters(schema, connection) else {
            sample.missing.append(StatementsExtension.notLoaded)
            return
        }
        let decoded = try rows.decode(
            Int.self, Int.self, Int64.self, Bool.self, Int.self, Double.self, Int.self, Int.self, Int.self)
        sample.statements = decoded.map { user, database, query, isTopLevel, calls, time, rows, hit, read in
            StatementCounters(
                key: StatementKey(user: user, database: database, query: query, isTopLevel: isTopLevel), calls: calls,
                time: time, rows: rows, blocksHit: hit, blocksRead: read)
        }
        sample.add(.statementsKnown, value: decoded.count)
        let info = try await connection.query(
            "SELECT dealloc, stats_reset FROM \(identifier: schema).pg_stat_statements_info"
        ).decode(Int.self, Date?.self)
        if let (evictions, reset) = info.first {
            sample.add(.statementsEvicted, value: evictions)
            sample.identity?.statementsReset = reset
        }
    }
}

/// Where `pg_stat_statements` is, and what to do when it isn't.
enum StatementsExtension {
    static let absent = MissingPart(
        part: "pg_stat_statements", reason: "The extension isn't in this database, so no statement can be told apart.",
        remedy: "Put shared_preload_libraries = 'pg_stat_statements' into postgresql.conf, restart the server, and run "
            + "CREATE EXTENSION pg_stat_statements in this database.")
    static let notLoaded = MissingPart(
        part: "pg_stat_statements", reason: "The extension is in this database, but the server hasn't loaded it.",
        remedy: "Put shared_preload_libraries = 'pg_stat_statements' into postgresql.conf, and restart the server.")

    static func schema(_ connection: Connection) async throws -> String? {
        try await connection.query(
            """
            SELECT namespace.nspname::text
            FROM pg_extension AS extension
            JOIN pg_namespace AS namespace ON namespace.oid = extension.extnamespace
            WHERE extension.extname = 'pg_stat_statements'
            """
        ).decode(String.self).first
    }

    /// - Returns: nil when the server hasn't loaded the extension.
    static func counters(_ schema: String, _ connection: Connection) async throws -> Rows? {
        do throws(PostgresError) {
            return try await connection.query(
                """
                SELECT userid, dbid, queryid, toplevel, calls, (total_exec_time / 1000)::float8, rows,
                       shared_blks_hit, shared_blks_read
                FROM \(identifier: schema).pg_stat_statements(false)
                WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
                  AND queryid IS NOT NULL
                LIMIT 20000
                """)
        } catch {
            guard error.sqlState == SQLState(rawValue: "55000") else { throw error }
            return nil
        }
    }

    /// The texts of some statements, and who executes them.
    static func texts(
        of keys: [StatementKey], _ connection: Connection
    ) async throws -> [StatementKey: (text: String, user: String?)] {
        guard let schema = try await schema(connection) else { return [:] }
        let rows = try await connection.query(
            """
            SELECT statements.userid, statements.dbid, statements.queryid, statements.toplevel,
                   left(statements.query, 10000), role.rolname::text
            FROM \(identifier: schema).pg_stat_statements(true) AS statements
            LEFT JOIN pg_roles AS role ON role.oid = statements.userid
            WHERE statements.queryid = ANY(\(keys.map(\.query)))
            """
        ).decode(Int.self, Int.self, Int64.self, Bool.self, String?.self, String?.self)
        let wanted = Set(keys)
        var texts: [StatementKey: (text: String, user: String?)] = [:]
        for (user, database, query, isTopLevel, text, role) in rows {
            let key = StatementKey(user: user, database: database, query: query, isTopLevel: isTopLevel)
            if wanted.contains(key), let text { texts[key] = (text, role) }
        }
        return texts
    }
}
