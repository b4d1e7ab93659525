import Postgres
import TestServers

@testable import PostgresDatabase

extension ErrorCase {
    static let statements = [
        ErrorCase("a value that is there already") {
            try await PoolFixture.withDatabase("errors") { database in
                try await database.write("CREATE TABLE users (email text CONSTRAINT one_account_an_email UNIQUE)")
                let insert: Query = "INSERT INTO users (email) VALUES (\(secret))"
                try await database.write(insert)
                return await postgresError { try await database.write(insert, fileID: file, line: line) }
            }
        },
        ErrorCase("text that is no number") {
            try await refused("SELECT \(secret)::text::int")
        },
        ErrorCase("a table that isn't there") {
            try await refused("SELECT id FROM barbres WHERE name = \(secret)")
        },
        ErrorCase("a task cancelled while its statement runs") {
            try await whileSleeping { _, call in call.cancel() }
        },
        ErrorCase("a server process that was ended while a statement ran") {
            try await whileSleeping { database, _ in
                try await database.aside { other in
                    _ = try await other.query(
                        """
                        SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
                        WHERE wait_event = 'PgSleep' AND datname = current_database()
                        """)
                }
            }
        },
        ErrorCase("a statement that takes longer than its deadline") {
            try await PoolFixture.withDatabase("errors") { database in
                await postgresError {
                    try await database.write(
                        "SELECT pg_sleep(60), \(secret)::text", deadline: .milliseconds(300), fileID: file, line: line)
                }
            }
        },
        ErrorCase("a result larger than the limit") {
            try await PoolFixture.withDatabase("errors", connection: { $0.maxResultBytes = 1 << 20 }) { database in
                await postgresError {
                    try await database.write(
                        "SELECT repeat(\(secret), 1000) FROM generate_series(1, 10000)", fileID: file, line: line)
                }
            }
        },
        ErrorCase("replies that don't fit the statement") {
            let port = try StrangeServer.start(greets: true)
            let configuration = try ConnectionConfiguration(
                url: "postgres://barber:\(secret)@127.0.0.1:\(port)/shop?sslmode=disable")
            let connection = try await Connection.connect(configuration)
            let error = await postgresError {
                try await connection.query("SELECT \(secret)::text", fileID: file, line: line)
            }
            await connection.close()
            return error
        },
        ErrorCase("a read that changes something") {
            try await PoolFixture.withDatabase("errors") { database in
                await postgresError {
                    _ = try await database.read("DELETE FROM users WHERE email = \(secret)", fileID: file, line: line)
                }
            }
        },
    ]

    private static func refused(_ query: Query) async throws -> PostgresError? {
        try await PoolFixture.withDatabase("errors") { database in
            await postgresError { try await database.write(query, fileID: file, line: line) }
        }
    }

    /// What a statement gets when something happens while it runs.
    private static func whileSleeping(
        _ disturb: (Database, Task<PostgresError?, Never>) async throws -> Void
    ) async throws -> PostgresError? {
        try await PoolFixture.withDatabase("errors") { database in
            let call = Task {
                await postgresError {
                    try await database.write("SELECT pg_sleep(60), \(secret)::text", fileID: file, line: line)
                }
            }
            try await waitUntilSleeping(database)
            try await disturb(database, call)
            return await call.value
        }
    }
}
