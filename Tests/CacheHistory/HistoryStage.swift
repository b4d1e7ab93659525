import Postgres
import PostgresDatabase
import QueryCaching
import TestServers

/// The tables, and a way to them that doesn't lead through any proxy.
struct HistoryStage {
    let database: Database

    init(_ url: String) throws {
        var configuration = try DatabaseConfiguration(url: url, pool: PoolConfiguration(size: 4, maxOverflow: 0))
        configuration.connection.statementTimeout = .seconds(10)
        configuration.connection.sessionParameters["lock_timeout"] = "2000"
        database = Database(configuration: configuration, logger: HistoryWorker.quiet)
    }

    func setUp(_ keys: HistoryKeys) async throws {
        for statement in OutboxTable.schema.split(separator: ";") where statement.contains("CREATE") {
            try await database.write(Query(unsafeSQL: String(statement)))
        }
        try await database.write("CREATE TABLE versions (id bigint PRIMARY KEY, version bigint NOT NULL)")
        try await database.write("INSERT INTO versions SELECT n, 0 FROM generate_series(0, \(keys.count - 1)) n")
        try await database.write(
            "CREATE TABLE written (key bigint, version bigint, way text, writer text, number bigint)")
    }

    /// In the end. Transactions of dead processes are waited for: the server may not have noticed yet.
    func rows() async throws -> [HistoryTruth.Row] {
        // The last fault may have been one of the server's, which recovers then.
        _ = try await eventually { (try? await database.write("SELECT 1")) != nil }
        let rows = try await database.transaction { transaction in
            try await transaction.query("LOCK TABLE versions, written IN EXCLUSIVE MODE")
            return try await transaction.query("SELECT key, version, way, writer, number FROM written")
        }.decode(Int.self, Int.self, String.self, String.self, Int.self)
        return rows.map { key, version, way, writer, number in
            HistoryTruth.Row(
                key: key, version: version, way: HistoryWay(rawValue: way) ?? .transaction, writer: writer,
                number: number)
        }
    }
}
