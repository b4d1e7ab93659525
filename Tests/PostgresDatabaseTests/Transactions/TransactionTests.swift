import Postgres
import Synchronization
import TestServers
import Testing

@testable import PostgresDatabase

@Suite struct TransactionTests {
    private struct OwnError: Error, Equatable {}

    private func withNotes<R>(
        size: Int = 3, connection: (inout ConnectionConfiguration) -> Void = { _ in },
        _ body: (Database) async throws -> R
    ) async throws -> R {
        try await PoolFixture.withDatabase("transaction", size: size, connection: connection) { database in
            try await database.write("CREATE TABLE notes (id int PRIMARY KEY)")
            return try await body(database)
        }
    }

    private func count(_ database: Database) async throws -> Int {
        try await database.read("SELECT count(*) FROM notes").decode(Int.self)[0]
    }

    @Test func whatItDidIsThereAfterItsEnd() async throws {
        try await withNotes { database in
            let id = try await database.transaction { transaction in
                try await transaction.query("INSERT INTO notes VALUES (\(1))")
                let found = try await count(database)
                #expect(found == 0)
                return 1
            }

            #expect(id == 1)
            let found2 = try await count(database)
            #expect(found2 == 1)
        }
    }

    @Test func anErrorUndoesItAndComesOutUnchanged() async throws {
        try await withNotes(size: 1) { database in
            await #expect(throws: OwnError()) {
                try await database.transaction { transaction in
                    try await transaction.query("INSERT INTO notes VALUES (1)")
                    throw OwnError()
                }
            }

            // Over already: nobody else's lock is in the way.
            let found = try await database.aside { try await $0.query("SELECT * FROM notes FOR UPDATE NOWAIT").count }
            #expect(found == 0)
            let found2 = try await count(database)
            #expect(found2 == 0)
            #expect(database.statistics.pool.opened == 1)
        }
    }

    @Test(arguments: IsolationLevel.allCases) func itHasTheIsolationAskedFor(level: IsolationLevel) async throws {
        try await withNotes { database in
            let shown = try await database.transaction(isolation: level) { transaction in
                try await transaction.query("SHOW transaction_isolation").decode(String.self)[0]
            }

            #expect(shown.uppercased() == level.rawValue)
        }
    }

    @Test func aSwallowedErrorIsNoSuccess() async throws {
        try await withNotes { database in
            let error = await postgresError {
                try await database.transaction { transaction in
                    try await transaction.query("INSERT INTO notes VALUES (1)")
                    _ = try? await transaction.query("INSERT INTO notes VALUES (1)")
                }
            }

            #expect(error?.code == .transactionRolledBack)
            #expect(error?.message.contains("duplicate key") == true)
            let found = try await count(database)
            #expect(found == 0)
        }
    }

    @Test func aCopyThatWasKeptIsOfNoUse() async throws {
        try await withNotes { database in
            let kept = try await database.transaction { $0 }

            let error = await postgresError { try await kept.query("INSERT INTO notes VALUES (1)") }

            #expect(error?.code == .connectionClosed)
            #expect(error?.message.contains("has ended") == true)
            let found = try await count(database)
            #expect(found == 0)
        }
    }

    @Test func workThatWasNotAwaitedStillBelongsToIt() async throws {
        try await withNotes { database in
            let escaped = try await database.transaction { transaction in
                let escaped = Task { try await transaction.query("INSERT INTO notes SELECT 1 FROM pg_sleep(0.05)") }
                _ = try await eventually { transaction.connection.isBusy }
                return escaped
            }

            let found = try await count(database)
            #expect(found == 1)
            let found2 = try await escaped.value.affectedRows
            #expect(found2 == 1)
        }
    }

    @Test func copyAndStreamWorkInIt() async throws {
        try await withNotes { database in
            let sum = try await database.transaction { transaction in
                let rows = try await transaction.copyIn(table: "notes", columns: ["id"]) { writer in
                    for number in 0..<1000 { try await writer.write(row: Int32(number)) }
                }
                #expect(rows == 1000)
                return try await transaction.stream("SELECT id FROM notes") { rows in
                    var sum = 0
                    for try await row in rows { sum += try row.decode(Int.self, at: 0) }
                    return sum
                }
            }

            #expect(sum == 1000 * 999 / 2)
        }
    }

    // MARK: Reading

    @Test func aReadSeesOneMoment() async throws {
        try await withNotes { database in
            let counts = try await database.read { transaction in
                let before = try await transaction.query("SELECT count(*) FROM notes").decode(Int.self)[0]
                try await database.write("INSERT INTO notes VALUES (1)")
                let after = try await transaction.query("SELECT count(*) FROM notes").decode(Int.self)[0]
                return [before, after]
            }

            #expect(counts == [0, 0])
            let found = try await count(database)
            #expect(found == 1)
        }
    }

    @Test func aReadChangesNothing() async throws {
        try await withNotes { database in
            let error = await postgresError {
                try await database.read { _ = try await $0.query("INSERT INTO notes VALUES (1)") }
            }

            #expect(error?.sqlState?.rawValue == "25006")
            let found = try await count(database)
            #expect(found == 0)
        }
    }

    @Test func aSingleReadRefusesWhatIsNone() async throws {
        try await withNotes { database in
            let error = await postgresError { _ = try await database.read("DELETE FROM notes") }

            #expect(error?.code == .notARead)
            #expect(database.statistics.pool.leases == 1)
        }
    }

    // MARK: Cancellation

    @Test func cancellationRollsBack() async throws {
        try await withNotes(size: 1) { database in
            let task = Task {
                try await database.transaction { transaction in
                    try await transaction.query("INSERT INTO notes VALUES (1)")
                    try await transaction.query("SELECT pg_sleep(60)")
                }
            }
            try await waitUntilSleeping(database)

            task.cancel()
            let result = await task.result

            #expect(throws: PostgresError.self) { try result.get() }
            let found = try await count(database)
            #expect(found == 0)
            #expect(database.statistics.pool.opened == 1)
        }
    }

    @Test func aTaskThatIsCancelledBeforeTheCommitRollsBack() async throws {
        try await withNotes(size: 1) { database in
            let code = await Task {
                await postgresError {
                    try await database.transaction { transaction in
                        try await transaction.query("INSERT INTO notes VALUES (1)")
                        withUnsafeCurrentTask { $0?.cancel() }
                    }
                }?.code
            }.value

            #expect(code == .cancelled)
            let found = try await count(database)
            #expect(found == 0)
            #expect(database.statistics.pool.opened == 1)
        }
    }

    @Test func cancelledAtAnyPointItLeavesNothingBehind() async throws {
        try await withNotes(size: 2) { database in
            var generator = JitterGenerator(seed: 3)
            var committed = 0
            for number in 0..<150 {
                let task = Task {
                    try await database.transaction { transaction in
                        try await transaction.query("INSERT INTO notes VALUES (\(number))")
                        try await transaction.query("INSERT INTO notes VALUES (\(number + 100_000))")
                    }
                }
                for _ in 0..<Int.random(in: 0..<60, using: &generator) { await Task.yield() }
                task.cancel()
                if case .success = await task.result { committed += 1 }
            }

            let found = try await count(database)
            #expect(found == 2 * committed)
            try await database.aside { other in
                try await expectEventually {
                    try await other.query(
                        """
                        SELECT count(*) FROM pg_stat_activity
                        WHERE datname = current_database() AND state LIKE 'idle in transaction%'
                        """
                    ).decode(Int.self) == [0]
                }
            }
        }
    }
}

/// Waits until some connection of the database is in `pg_sleep(60)`.
func waitUntilSleeping(_ database: Database) async throws {
    let seen = try await database.aside { other in
        try await eventually {
            try await other.query(
                """
                SELECT count(*) FROM pg_stat_activity
                WHERE datname = current_database() AND wait_event = 'PgSleep'
                """
            ).decode(Int.self)[0] > 0
        }
    }
    #expect(seen)
}
