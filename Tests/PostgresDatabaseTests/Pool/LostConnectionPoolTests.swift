import LocalServers
import Postgres
import TestServers
import Testing

@testable import PostgresDatabase

@Suite struct LostConnectionPoolTests {
    private func process(_ database: Database) async throws -> Int32 {
        try await database.withConnection { $0.backendProcessID }
    }

    /// A read that counts, by a function that looks as if it didn't.
    private func createAttempts(_ database: Database) async throws {
        try await database.write("CREATE SEQUENCE attempts")
        try await database.write(
            "CREATE FUNCTION next_attempt() RETURNS bigint LANGUAGE sql AS $$ SELECT nextval('attempts') $$")
    }

    @Test func aConnectionThatDiesWhileIdleLeavesThePoolAtOnce() async throws {
        let events = EventRecorder()
        try await PoolFixture.withDatabase("idle", size: 2, listeners: [events]) { database in
            let victim = try await process(database)

            try await database.kill(victim)

            try await database.expectSettled { $0.idle == 0 && $0.total == 0 }
            #expect(events.all.last == "lost")
            let found = try await process(database)
            #expect(found != victim)
        }
    }

    @Test func aReadIsRepeatedOnceOnAnotherConnection() async throws {
        try await PoolFixture.withDatabase("again", size: 2) { database in
            try await createAttempts(database)
            let read = Task {
                // The first attempt kills its own connection, the second one answers.
                try await database.read(
                    """
                    SELECT CASE WHEN next_attempt() = 1
                      THEN (SELECT pg_terminate_backend(pg_backend_pid())::int + count(*)
                            FROM generate_series(1, 10) WHERE pg_sleep(0.05) IS NOT NULL)
                      ELSE 42 END
                    """)
            }

            let found = try await read.value.decode(Int.self)
            #expect(found == [42])
            #expect(database.statistics.pool.opened == 2)
        }
    }

    @Test func aReadIsRepeatedOnlyOnce() async throws {
        try await PoolFixture.withDatabase("once", size: 2) { database in
            try await createAttempts(database)

            let error = await postgresError {
                _ = try await database.read(
                    "SELECT next_attempt(), pg_terminate_backend(pg_backend_pid()), pg_sleep(5)")
            }

            #expect(error?.code == .connectionLost)
            let found = try await database.read("SELECT last_value FROM attempts").decode(Int.self)
            #expect(found == [2])
        }
    }

    @Test func aWriteIsNeverRepeated() async throws {
        try await PoolFixture.withDatabase("write", size: 2) { database in
            try await createAttempts(database)

            let error = await postgresError {
                try await database.write(
                    "SELECT next_attempt(), pg_terminate_backend(pg_backend_pid()), pg_sleep(5)")
            }

            #expect(error?.code == .connectionLost)
            let found = try await database.read("SELECT last_value FROM attempts").decode(Int.self)
            #expect(found == [1])
        }
    }

    @Test func requestsFailWhileTheServerIsAwayAndWorkWhenItReturns() async throws {
        try await TestServers.withOwnPostgres("restart") { server in
            let log = LogRecorder()
            try await PoolFixture.withDatabase("restart", url: server.url, logger: log.logger) { database in
                let found = try await database.read("SELECT 1").decode(Int.self)
                #expect(found == [1])
                try await server.stop(.fast)
                try await database.expectSettled { $0.total == 0 }

                let first = await postgresError { _ = try await database.read("SELECT 1") }
                #expect(first?.code == .serverUnavailable)
                let known = ContinuousClock.now
                let second = await postgresError { try await database.write("SELECT 1") }
                #expect(second?.code == .serverUnavailable)
                // Half of what an acquire may wait.
                #expect(ContinuousClock.now - known < .seconds(10))
                #expect(database.statistics.pool.isUnavailable)

                try await server.restart()
                try await database.expectSettled { !$0.isUnavailable }
                let found2 = try await database.read("SELECT 2").decode(Int.self)
                #expect(found2 == [2])
                #expect(log.all.filter { $0.hasPrefix("error The database lets nobody in") }.count == 1)
                #expect(log.all.filter { $0.hasPrefix("notice The database can be reached again") }.count == 1)
            }
        }
    }

    @Test func whenTheServerIsKilledUnderLoadEverybodyGetsAnAnswer() async throws {
        try await TestServers.withOwnPostgres("crash", durable: false) { server in
            try await PoolFixture.withDatabase("crash", size: 4, url: server.url) { database in
                let work = Task {
                    await withTaskGroup(of: PostgresError.Code?.self) { group in
                        for number in 0..<400 {
                            group.addTask {
                                await postgresError {
                                    let rows = try await database.read("SELECT \(number) + 0, pg_sleep(0.01)")
                                    #expect(try rows[0].decode(Int.self, at: 0) == number)
                                }?.code
                            }
                        }
                        return await group.reduce(into: [PostgresError.Code?]()) { $0.append($1) }
                    }
                }
                _ = try await database.settled { $0.leases >= 20 }
                try await server.kill()
                let codes = await work.value
                try await server.restart()

                #expect(codes.count == 400)
                let expected: Set<PostgresError.Code?> = [nil, .connectionLost, .serverUnavailable]
                #expect(Set(codes).isSubset(of: expected), "\(Set(codes))")
                try await database.expectSettled { !$0.isUnavailable && $0.leased == 0 && $0.waiting == 0 }
                let found = try await database.read("SELECT 1").decode(Int.self)
                #expect(found == [1])
            }
        }
    }

    @Test func aServerThatStandsStillHoldsNobodyPastItsDeadline() async throws {
        try await TestServers.withOwnPostgres("still") { server in
            try await PoolFixture.withDatabase(
                "still", size: 2, url: server.url,
                connection: { $0.cancelTimeout = .milliseconds(300) },
                pool: {
                    $0.prePingBypass = .zero
                    $0.prePingTimeout = .milliseconds(200)
                }
            ) { database in
                _ = try await database.read("SELECT 1")
                await server.suspend()
                let start = ContinuousClock.now

                let error = await postgresError {
                    _ = try await database.read("SELECT 1", deadline: .seconds(1))
                }

                #expect(error?.code == .acquireTimedOut)
                #expect(ContinuousClock.now - start < .seconds(15))
                await server.resume()
                try await expectEventually { await postgresError { _ = try await database.read("SELECT 1") } == nil }
            }
        }
    }

    @Test func aFullServerLetsPeopleShareWhatThereIs() async throws {
        try await TestServers.withOwnPostgres("few", settings: ["max_connections": "8"]) { server in
            try await PoolFixture.withDatabase("few", size: 20, url: server.url) { database in
                let sum = try await withThrowingTaskGroup(of: Int.self) { group in
                    for number in 0..<200 {
                        group.addTask {
                            try await database.read("SELECT \(number) + 0, pg_sleep(0.005)")[0].decode(Int.self, at: 0)
                        }
                    }
                    return try await group.reduce(0, +)
                }

                #expect(sum == 200 * 199 / 2)
                #expect(database.statistics.pool.connectFailures > 0)
            }
        }
    }
}
