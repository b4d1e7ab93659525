import Postgres

/// Lets one program at a time migrate a database: an advisory lock of the session, gone when the session ends.
enum MigrationLock {
    /// Any number that no other advisory lock of this program's uses.
    private static let key: Int64 = 0x426F_6F6B_6564

    /// Holds the lock on a connection while `body` runs; statements in it may take as long as they need.
    /// - Throws: ``MigrationError/Code/locked`` when somebody else holds it for longer than `timeout`.
    static func hold<R>(
        on connection: Connection, timeout: Duration, _ body: () async throws -> R
    ) async throws -> R {
        // Building an index of a large table takes longer than any request may.
        try await connection.execute(script: "SET statement_timeout = 0")
        try await take(on: connection, timeout: timeout)
        let result: R
        do {
            result = try await body()
        } catch {
            try? await release(on: connection)
            throw error
        }
        try await release(on: connection)
        return result
    }

    private static func take(on connection: Connection, timeout: Duration) async throws {
        let milliseconds = max(1, Int(timeout / .milliseconds(1)))
        try await connection.execute(script: "SET lock_timeout = \(milliseconds)")
        do {
            _ = try await connection.query(
                "lock migrations", "SELECT pg_advisory_lock(\(key))", deadline: timeout + .seconds(5))
        } catch {
            guard error.sqlState == .lockNotAvailable else { throw error }
            throw try await MigrationError.locked(holder: holder(on: connection), waited: timeout)
        }
        try await connection.execute(script: "SET lock_timeout = 0")
    }

    private static func release(on connection: Connection) async throws {
        _ = try await connection.query("unlock migrations", "SELECT pg_advisory_unlock(\(key))")
        try await connection.execute(script: "RESET statement_timeout")
    }

    private static func holder(on connection: Connection) async throws -> String? {
        let rows = try await connection.query(
            "find holder of migration lock",
            """
            SELECT a.pid, a.application_name, a.backend_start::text
            FROM pg_locks l
            JOIN pg_stat_activity a ON a.pid = l.pid
            WHERE l.locktype = 'advisory'
              AND l.granted
              AND l.objsubid = 1
              AND l.database = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())
              AND (l.classid::bigint << 32) | l.objid::bigint = \(key)
            """)
        guard let (process, name, since) = try rows.first?.decode(Int.self, String.self, String.self) else {
            return nil
        }
        return "server process \(process), \"\(name)\", connected since \(since)"
    }
}
