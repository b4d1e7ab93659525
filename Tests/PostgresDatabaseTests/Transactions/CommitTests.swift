import LocalServers
import Postgres
import TestServers
import Testing

@testable import PostgresDatabase

@Suite struct CommitTests {
    /// A table whose rows take a minute to commit.
    private func withSlowCommit<R>(
        connection: (inout ConnectionConfiguration) -> Void = { _ in }, _ body: (Database) async throws -> R
    ) async throws -> R {
        try await PoolFixture.withDatabase("commit", size: 2, connection: connection) { database in
            try await database.aside { other in
                try await other.execute(
                    script: """
                        CREATE TABLE notes (id int);
                        CREATE FUNCTION nap() RETURNS trigger LANGUAGE plpgsql AS
                          'BEGIN PERFORM pg_sleep(60); RETURN NULL; END';
                        CREATE CONSTRAINT TRIGGER nap AFTER INSERT ON notes
                          DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION nap();
                        """)
            }
            return try await body(database)
        }
    }

    private func insert(_ database: Database) -> Task<PostgresError?, Never> {
        Task {
            await postgresError {
                try await database.transaction(retries: 3) { _ = try await $0.query("INSERT INTO notes VALUES (1)") }
            }
        }
    }

    private func notes(_ database: Database) async throws -> Int {
        try await database.aside { try await $0.query("SELECT * FROM notes").count }
    }

    @Test func whenTheConnectionIsLostTheOutcomeIsUnknown() async throws {
        try await withSlowCommit { database in
            let commit = insert(database)
            try await waitUntilSleeping(database)

            try await database.aside { other in
                _ = try await other.query(
                    """
                    SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
                    WHERE wait_event = 'PgSleep' AND datname = current_database()
                    """)
            }

            let error = await commit.value
            #expect(error?.code == .commitOutcomeUnknown)
            #expect(error?.message.contains("may have been committed") == true)
            #expect(database.statistics.pool.leases == 1)
        }
    }

    @Test func whenTheServerRefusesItIsRolledBack() async throws {
        try await withSlowCommit { database in
            let commit = insert(database)
            try await waitUntilSleeping(database)

            try await database.aside { other in
                _ = try await other.query(
                    """
                    SELECT pg_cancel_backend(pid) FROM pg_stat_activity
                    WHERE wait_event = 'PgSleep' AND datname = current_database()
                    """)
            }

            #expect(await commit.value?.sqlState == .queryCanceled)
            let found = try await notes(database)
            #expect(found == 0)
        }
    }

    @Test func aCancelledCommitThatTheServerGaveUpIsRolledBack() async throws {
        try await withSlowCommit { database in
            let commit = insert(database)
            try await waitUntilSleeping(database)

            commit.cancel()

            #expect(await commit.value?.code == .cancelled)
            let found = try await notes(database)
            #expect(found == 0)
            try await database.expectSettled { $0.leased == 0 && $0.idle == 1 }
        }
    }

    @Test func aDeadlineThatThePassesWithoutAnAnswerLeavesItUnknown() async throws {
        try await TestServers.withOwnPostgres("commit") { server in
            try await PoolFixture.withDatabase(
                "commit", size: 1, url: server.url,
                connection: {
                    $0.queryTimeout = .milliseconds(500)
                    $0.cancelTimeout = .milliseconds(200)
                }
            ) { database in
                try await database.write("CREATE TABLE notes (id int)")

                let error = await postgresError {
                    try await database.transaction { transaction in
                        try await transaction.query("INSERT INTO notes VALUES (1)")
                        await server.suspend()
                    }
                }

                await server.resume()
                #expect(error?.code == .commitOutcomeUnknown)
            }
        }
    }

    @Test func aConnectionLostBeforehandMeansNo() async throws {
        try await withSlowCommit { database in
            let error = await postgresError {
                try await database.transaction(retries: 3) { transaction in
                    try await transaction.query("CREATE TABLE others (id int)")
                    let connection = transaction.connection
                    try await database.kill(connection.backendProcessID)
                    _ = try await eventually { connection.isClosed }
                }
            }

            #expect(error?.code == .connectionLost)
            #expect(error?.message.contains("before COMMIT") == true)
        }
    }

    @Test func afterALossTheRestOfTheTransactionFails() async throws {
        try await withSlowCommit { database in
            var codes: [PostgresError.Code?] = []
            let error = await postgresError {
                try await database.transaction(retries: 3) { transaction in
                    try await transaction.query("CREATE TABLE others (id int)")
                    try await database.kill(transaction.connection.backendProcessID)
                    for _ in 0..<3 {
                        codes.append(await postgresError { try await transaction.query("SELECT 1") }?.code)
                    }
                }
            }

            #expect(codes.allSatisfy { $0 == .connectionLost || $0 == .connectionClosed })
            #expect(error?.code == .connectionLost)
            let found = try await database.read("SELECT to_regclass('others') IS NULL").decode(Bool.self)
            #expect(found == [true])
        }
    }
}
