import Postgres

@testable import PostgresDatabase

extension ErrorCase {
    static let transactions = [
        ErrorCase("a change in a transaction that only reads") {
            try await PoolFixture.withDatabase("errors") { database in
                await postgresError {
                    try await database.read(fileID: file, line: line) { transaction in
                        _ = try await transaction.query("CREATE TABLE notes (id int)", fileID: file, line: line)
                    }
                }
            }
        },
        ErrorCase("a failed statement whose error was swallowed") {
            try await PoolFixture.withDatabase("errors") { database in
                await postgresError {
                    try await database.transaction(fileID: file, line: line) { transaction in
                        _ = try? await transaction.query("SELECT 1 / \(0)")
                    }
                }
            }
        },
        ErrorCase("a transaction that was kept after its end") {
            try await PoolFixture.withDatabase("errors") { database in
                let kept = try await database.transaction { $0 }
                return await postgresError { try await kept.query("SELECT 1", fileID: file, line: line) }
            }
        },
        ErrorCase("two savepoints side by side") {
            try await PoolFixture.withDatabase("errors") { database in
                try await database.transaction { transaction in
                    try await transaction.savepoint { _ in
                        await postgresError {
                            try await transaction.savepoint(fileID: file, line: line) { _ in }
                        }
                    }
                }
            }
        },
        ErrorCase("a server process that was ended while it committed") {
            try await PoolFixture.withDatabase("errors", size: 2) { database in
                try await database.aside { try await $0.execute(script: slowCommit) }
                let call = Task {
                    await postgresError {
                        try await database.transaction(fileID: file, line: line) { transaction in
                            _ = try await transaction.query("INSERT INTO notes VALUES (\(secret))")
                        }
                    }
                }
                try await waitUntilSleeping(database)
                try await database.aside { other in
                    _ = try await other.query(
                        """
                        SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
                        WHERE wait_event = 'PgSleep' AND datname = current_database()
                        """)
                }
                return await call.value
            }
        },
    ]

    /// A table whose rows take a minute to commit.
    private static let slowCommit = """
        CREATE TABLE notes (text text);
        CREATE FUNCTION nap() RETURNS trigger LANGUAGE plpgsql AS
          'BEGIN PERFORM pg_sleep(60); RETURN NULL; END';
        CREATE CONSTRAINT TRIGGER nap AFTER INSERT ON notes
          DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION nap();
        """
}
