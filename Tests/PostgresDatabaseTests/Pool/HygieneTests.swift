import Postgres
import TestServers
import Testing

@testable import PostgresDatabase

/// What one borrower leaves, the next one doesn't find.
@Suite struct HygieneTests {
    @Test func anOpenTransactionIsRolledBack() async throws {
        try await PoolFixture.withDatabase("open", size: 1) { database in
            try await database.write("CREATE TABLE notes (id int)")
            let first = try await database.withConnection { connection in
                try await connection.query("BEGIN")
                try await connection.query("INSERT INTO notes VALUES (1)")
                return connection.id
            }

            let (second, count) = try await database.withConnection { connection in
                (connection.id, try await connection.query("SELECT count(*) FROM notes").decode(Int.self)[0])
            }

            #expect(count == 0)
            #expect(first == second)
        }
    }

    @Test func aFailedTransactionIsRolledBack() async throws {
        try await PoolFixture.withDatabase("failed", size: 1) { database in
            await #expect(throws: PostgresError.self) {
                try await database.withConnection { connection in
                    try await connection.query("BEGIN")
                    try await connection.query("SELECT 1/0")
                }
            }

            let answer = try await database.read("SELECT 1").decode(Int.self)
            #expect(answer == [1])
            #expect(database.statistics.pool.opened == 1)
        }
    }

    @Test(arguments: [
        "SET work_mem = '123MB'", "SELECT set_config('app.tenant', '7', false)", "SELECT pg_advisory_lock(1)",
        "CREATE TEMP TABLE leftovers (id int)", "LISTEN news", "PREPARE mine AS SELECT 1",
        "DECLARE mine CURSOR WITH HOLD FOR SELECT 1",
    ])
    func sessionStateDoesNotReachTheNextBorrower(statement: String) async throws {
        try await PoolFixture.withDatabase("session", size: 1) { database in
            let fresh = try await database.withConnection { try await sessionState($0) }
            let first = try await database.withConnection { connection in
                try await connection.query(Query(unsafeSQL: statement))
                let found = try await sessionState(connection)
                #expect(found != fresh)
                return connection.id
            }

            let (second, state) = try await database.withConnection { connection in
                (connection.id, try await sessionState(connection))
            }

            #expect(state == fresh)
            #expect(first == second)
        }
    }

    private func sessionState(_ connection: Connection) async throws -> [String] {
        let rows = try await connection.query(
            """
            SELECT current_setting('work_mem') || ' ' || coalesce(current_setting('app.tenant', true), '')
            UNION ALL SELECT 'lock ' || count(*) FROM pg_locks
              WHERE locktype = 'advisory' AND pid = pg_backend_pid()
            UNION ALL SELECT 'table ' || count(*) FROM pg_class
              WHERE relpersistence = 't' AND pg_table_is_visible(oid)
            UNION ALL SELECT 'channel ' || count(*) FROM pg_listening_channels()
            UNION ALL SELECT 'prepared ' || count(*) FROM pg_prepared_statements WHERE name = 'mine'
            UNION ALL SELECT 'cursor ' || count(*) FROM pg_cursors WHERE name = 'mine'
            """)
        // An empty setting and one that never was are the same to whoever asks.
        return try rows.decode(String.self)
    }

    @Test func aConnectionThatIsStillUsedWhenItIsReturnedIsClosed() async throws {
        try await PoolFixture.withDatabase("used", size: 1) { database in
            let (escaped, first) = try await database.withConnection { connection in
                let escaped = Task { try await connection.query("SELECT pg_sleep(60)") }
                _ = try await eventually { connection.isBusy }
                return (escaped, connection.id)
            }

            let second = try await database.withConnection { $0.id }

            #expect(first != second)
            await #expect(throws: PostgresError.self) { try await escaped.value }
        }
    }

    @Test func aCancelledBorrowerCannotSkipTheCleaning() async throws {
        try await PoolFixture.withDatabase("skip", size: 1) { database in
            try await database.write("CREATE TABLE notes (id int)")
            let borrower = Task {
                try await database.withConnection { connection in
                    try await connection.query("BEGIN")
                    try await connection.query("INSERT INTO notes VALUES (1)")
                    try await connection.query("SELECT pg_sleep(60)")
                }
            }
            try await waitUntilSleeping(database)

            borrower.cancel()
            let result = await borrower.result

            #expect(throws: PostgresError.self) { try result.get() }
            let found = try await database.read("SELECT count(*) FROM notes").decode(Int.self)
            #expect(found == [0])
            #expect(database.statistics.pool.leased == 0)
        }
    }

    @Test func oneHundredCancelledBorrowersLeaveTheNextOneUnharmed() async throws {
        try await PoolFixture.withDatabase("late", size: 1) { database in
            for round in 0..<100 {
                let doomed = Task { try await database.write("SELECT pg_sleep(60)") }
                if round % 2 == 0 { _ = try await database.settled { $0.leased == 1 } }
                doomed.cancel()

                // A cancel request that came late would hit this one.
                let rows = try await database.write("SELECT \(round) + 0, pg_sleep(0.002)")

                #expect(try rows[0].decode(Int.self, at: 0) == round)
            }
        }
    }

    @Test func whatAListenerSetsIsSetForEverybody() async throws {
        let events = EventRecorder { try await $0.query("SET work_mem = '77MB'") }
        try await PoolFixture.withDatabase("listener", size: 1, listeners: [events]) { database in
            func setting() async throws -> [String] { try await database.read("SHOW work_mem").decode(String.self) }
            let found = try await setting()
            #expect(found == ["77MB"])
            #expect(events.all == ["connected", "leased", "returned"])

            try await database.write("SET work_mem = '1MB'")

            let found2 = try await setting()
            #expect(found2 == ["77MB"])
            #expect(events.all.filter { $0 == "connected" }.count == 2)
            let found3 = try await setting()
            #expect(found3 == ["77MB"])
            #expect(events.all.filter { $0 == "connected" }.count == 2)
        }
    }

    @Test func aListenerMayRefuseAConnection() async throws {
        struct Refusal: Error {}
        let events = EventRecorder { _ in throw Refusal() }
        try await PoolFixture.withDatabase("refusal", size: 1, listeners: [events]) { database in
            let error = await postgresError { _ = try await database.read("SELECT 1") }

            #expect(error?.code == .serverUnavailable)
            #expect(error?.message.contains("listener") == true, "\(String(describing: error))")
            try await database.expectSettled { $0.total <= 1 }
        }
    }
}
