import LocalServers
import Postgres
import PostgresDatabase

/// The tables that the tasks work on.
enum Stage {
    static let items = 1...1000
    static let accounts = 1...200
    static let balance = 1000

    static func setUp(_ url: String) async throws {
        let connection = try await Connection.connect(ConnectionConfiguration(url: url))
        try await connection.execute(
            script: """
                CREATE TABLE items AS
                    SELECT id, md5(id::text) AS value FROM generate_series(1, \(items.upperBound)) AS id;
                CREATE UNIQUE INDEX ON items (id);
                CREATE TABLE accounts (id int PRIMARY KEY, balance bigint NOT NULL);
                INSERT INTO accounts SELECT id, \(balance) FROM generate_series(1, \(accounts.upperBound)) AS id;
                CREATE TABLE ledger (id bigint NOT NULL);
                \(vanishing)
                """)
        await connection.close()
    }

    /// In one statement, so that nobody ever sees it empty.
    static let vanishing = """
        CREATE TABLE vanishing AS SELECT id, id * 7 AS value FROM generate_series(1::bigint, 1000) AS id;
        """

    /// The column that comes and goes makes prepared statements unusable.
    static let changes = [
        "ALTER TABLE items ADD COLUMN extra int DEFAULT 5", "ALTER TABLE items DROP COLUMN IF EXISTS extra",
    ]

    /// How often each row of the ledger is there, and what all accounts hold.
    static func result(_ url: String) async throws -> (rows: [Int: Int], sum: Int) {
        let connection = try await Connection.connect(ConnectionConfiguration(url: url))
        let rows = try await connection.query("SELECT id, count(*) FROM ledger GROUP BY id")
        let sums = try await connection.query("SELECT sum(balance)::bigint FROM accounts").decode(Int.self)
        let counts = try rows.decode(Int.self, Int.self).map { ($0.0, $0.1) }
        await connection.close()
        return (Dictionary(uniqueKeysWithValues: counts), sums[0])
    }
}
