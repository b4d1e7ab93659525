import Postgres
import Synchronization
import TestServers
import Testing

@testable import PostgresDatabase

@Suite struct CollisionTests {
    private func withCounter<R>(size: Int = 8, _ body: (Database) async throws -> R) async throws -> R {
        try await PoolFixture.withDatabase("collision", size: size) { database in
            try await database.write("CREATE TABLE counters (id int PRIMARY KEY, value int NOT NULL)")
            try await database.write("INSERT INTO counters VALUES (1, 0), (2, 0)")
            return try await body(database)
        }
    }

    private func increment(_ transaction: Transaction) async throws {
        let value = try await transaction.query("SELECT value FROM counters WHERE id = 1").decode(Int.self)[0]
        try await transaction.query("UPDATE counters SET value = \(Int32(value + 1)) WHERE id = 1")
    }

    @Test(arguments: [IsolationLevel.repeatableRead, .serializable])
    func collidingTransactionsAreRepeatedUntilTheySucceed(isolation: IsolationLevel) async throws {
        try await withCounter { database in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<40 {
                    group.addTask {
                        try await database.transaction(isolation: isolation, retries: 100) { try await increment($0) }
                    }
                }
                try await group.waitForAll()
            }

            let found = try await database.read("SELECT value FROM counters WHERE id = 1").decode(Int.self)
            #expect(found == [40])
        }
    }

    @Test(arguments: [0, 1, 3]) func itIsRepeatedAsOftenAsAllowed(retries: Int) async throws {
        try await withCounter { database in
            let attempts = Counter()

            let error = await postgresError {
                try await database.transaction(retries: retries) { transaction in
                    attempts.add()
                    try await transaction.query("DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$")
                }
            }

            #expect(error?.sqlState == .serializationFailure)
            #expect(attempts.value == retries + 1)
        }
    }

    @Test(arguments: ["23505", "57014", "40002", "XX000"]) func nothingElseIsRepeated(state: String) async throws {
        try await withCounter { database in
            let attempts = Counter()

            let error = await postgresError {
                try await database.transaction(retries: 5) { transaction in
                    attempts.add()
                    try await transaction.query(
                        "DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '\(unescaped: state)'; END $$")
                }
            }

            #expect(error?.sqlState?.rawValue == state)
            #expect(attempts.value == 1)
        }
    }

    @Test func anErrorOfItsOwnThatStandsForACollisionIsOne() async throws {
        struct OwnError: Error {}
        try await withCounter { database in
            let attempts = Counter()

            try await database.transaction(retries: 1) { transaction in
                guard attempts.add() == 1 else { return }
                do {
                    try await transaction.query("DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '40001'; END $$")
                } catch {
                    throw OwnError()
                }
            }

            #expect(attempts.value == 2)
        }
    }

    @Test func aCollisionThatCommitTellsOfIsRepeated() async throws {
        try await withCounter { database in
            let attempts = Counter()
            // Each reads what the other writes: one of them learns of it only when it commits.
            func skew(_ mine: Int32, _ other: Int32, then meet: @Sendable () async throws -> Void) async throws {
                try await database.transaction(isolation: .serializable, retries: 5) { transaction in
                    attempts.add()
                    try await transaction.query("SELECT value FROM counters WHERE id = \(other)")
                    try await transaction.query("UPDATE counters SET value = value + 1 WHERE id = \(mine)")
                    try await meet()
                }
            }
            let arrived = Counter()
            let meet: @Sendable () async throws -> Void = {
                arrived.add()
                _ = try await eventually { arrived.value >= 2 }
            }

            async let first: Void = skew(1, 2, then: meet)
            async let second: Void = skew(2, 1, then: meet)
            _ = try await (first, second)

            #expect(attempts.value == 3)
            let found = try await database.read("SELECT sum(value)::int FROM counters").decode(Int.self)
            #expect(found == [2])
        }
    }

    @Test func deadlocksAreRepeated() async throws {
        try await withCounter { database in
            let arrived = Counter()
            func transfer(_ first: Int32, _ second: Int32) async throws {
                try await database.transaction(retries: 5) { transaction in
                    try await transaction.query("UPDATE counters SET value = value + 1 WHERE id = \(first)")
                    arrived.add()
                    _ = try await eventually { arrived.value >= 2 }
                    try await transaction.query("UPDATE counters SET value = value + 1 WHERE id = \(second)")
                }
            }

            async let first: Void = transfer(1, 2)
            async let second: Void = transfer(2, 1)
            _ = try await (first, second)

            #expect(arrived.value >= 3)
            let found = try await database.read("SELECT value FROM counters").decode(Int.self)
            #expect(found == [2, 2])
        }
    }

    @Test func aPauseBetweenAttemptsEndsWithTheTask() async throws {
        try await withCounter { database in
            let task = Task {
                try await database.transaction(retries: Int.max) { transaction in
                    try await transaction.query("DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '40P01'; END $$")
                }
            }
            try await database.expectSettled { $0.leases > 5 }

            task.cancel()
            let result = await task.result

            #expect(throws: PostgresError.self) { try result.get() }
        }
    }

    @Test func pausesGrowUpToALimit() {
        #expect(
            (1...9).map(RetryPause.limit) == [5, 10, 20, 40, 80, 160, 320, 500, 500].map { Duration.milliseconds($0) })
        #expect(RetryPause.limit(1_000_000) == .milliseconds(500))
        #expect((0..<100).allSatisfy { _ in RetryPause.random(3) <= .milliseconds(20) })
    }
}
