import Logging
import Postgres
import ServiceLifecycle
import TestServers
import Testing

@testable import PostgresDatabase

@Suite struct ShutdownTests {
    @Test func underLoadEverythingThatWasAcceptedIsAnswered() async throws {
        let url = try await TestServers.database("shutdown")
        try await PoolFixture.withDatabase("shutdown", size: 4, url: url) { database in
            let work = Task {
                await withTaskGroup(of: PostgresError.Code?.self) { group in
                    for _ in 0..<200 {
                        group.addTask {
                            await postgresError { _ = try await database.read("SELECT pg_sleep(0.005)") }?.code
                        }
                    }
                    return await group.reduce(into: [PostgresError.Code?]()) { $0.append($1) }
                }
            }
            try await database.expectSettled { $0.leases >= 10 }

            await database.shutdown()

            let codes = await work.value
            #expect(Set(codes).isSubset(of: [nil, .databaseClosed]), "\(Set(codes))")
            #expect(codes.contains(nil))
            #expect(database.statistics.pool.total == 0)
            #expect(await postgresError { _ = try await database.read("SELECT 1") }?.code == .databaseClosed)
            try await expectEventually { try await database.backends() == 0 }
        }
    }

    @Test func itWaitsForATransactionThatIsUnderWay() async throws {
        try await PoolFixture.withDatabase("wait", size: 1) { database in
            try await database.write("CREATE TABLE notes (id int)")
            let shutdown = try await database.transaction { transaction in
                let shutdown = Task { await database.shutdown() }
                _ = try await eventually { await postgresError { _ = try await database.read("SELECT 1") } != nil }
                try await transaction.query("INSERT INTO notes VALUES (1)")
                return shutdown
            }
            await shutdown.value

            let found = try await database.aside { try await $0.query("SELECT * FROM notes").count }
            #expect(found == 1)
        }
    }

    @Test func afterTheDeadlineConnectionsAreClosedUnderTheirBorrowers() async throws {
        try await PoolFixture.withDatabase("deadline", size: 1) { database in
            let sleeper = Task { try await database.write("SELECT pg_sleep(60)") }
            try await database.expectSettled { $0.leased == 1 }
            let start = ContinuousClock.now

            await database.shutdown(deadline: .milliseconds(50))

            #expect(ContinuousClock.now - start < .seconds(5))
            await #expect(throws: PostgresError.self) { try await sleeper.value }
            #expect(database.statistics.pool.total == 0)
        }
    }

    @Test func itMayBeCalledAgainAndAtTheSameTime() async throws {
        try await PoolFixture.withDatabase("twice", size: 1) { database in
            _ = try await database.read("SELECT 1")

            async let first: Void = database.shutdown()
            async let second: Void = database.shutdown()
            _ = await (first, second)
            await database.shutdown()

            #expect(database.statistics.pool.total == 0)
        }
    }

    @Test func asAServiceItEndsWithAGracefulShutdown() async throws {
        try await PoolFixture.withDatabase("service", size: 2) { database in
            let group = ServiceGroup(
                configuration: .init(services: [.init(service: database)], logger: PoolFixture.logger))
            let running = Task { try await group.run() }
            try await database.expectSettled { $0.idle == 1 }

            await group.triggerGracefulShutdown()
            try await running.value

            #expect(await postgresError { _ = try await database.read("SELECT 1") }?.code == .databaseClosed)
            #expect(database.statistics.pool.total == 0)
        }
    }

    @Test func asAServiceItSurvivesAServerThatIsAway() async throws {
        let database = Database(
            configuration: try DatabaseConfiguration(url: "postgres://nobody@127.0.0.1:1/nothing"),
            logger: PoolFixture.logger)
        let group = ServiceGroup(
            configuration: .init(services: [.init(service: database)], logger: PoolFixture.logger))
        let running = Task { try await group.run() }
        try await database.expectSettled { $0.isUnavailable }

        await group.triggerGracefulShutdown()
        try await running.value
    }
}
