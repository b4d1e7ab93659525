import LocalServers
import Postgres
import TestServers
import Testing

@testable import PostgresDatabase

@Suite struct AcquireFailureTests {
    @Test func aTimeoutSaysWhatHeldTheConnections() async throws {
        let events = EventRecorder()
        try await PoolFixture.withDatabase("timeout", size: 1, listeners: [events]) { database in
            try await database.withConnection(fileID: "Shop/Bookings.swift", line: 31) { _ in
                let error = await Task.detached {
                    await postgresError {
                        _ = try await database.read(
                            "SELECT 1", deadline: .milliseconds(50), fileID: "Shop/Calendar.swift", line: 7)
                    }
                }.value

                #expect(error?.code == .acquireTimedOut)
                let message = try #require(error?.message)
                #expect(message.contains("1 of 1+0 connections are leased"))
                #expect(message.contains("at Shop/Bookings.swift:31"))
                #expect(message.contains("No connection became free within "))
                #expect(error?.description.contains("Shop/Calendar.swift:7") == true)
            }
            #expect(events.all.contains("timed out"))
            #expect(database.statistics.pool.timeouts == 1)
        }
    }

    @Test func aDeadlineHoldsForTheWaitAsWell() async throws {
        try await PoolFixture.withDatabase("deadline", size: 1) { database in
            try await database.withConnection { _ in
                let error = await Task.detached {
                    await postgresError { try await database.write("SELECT 1", deadline: .milliseconds(30)) }
                }.value

                #expect(error?.code == .acquireTimedOut)
            }
            let error = await postgresError {
                try await database.write("SELECT pg_sleep(60)", deadline: .milliseconds(100))
            }
            #expect(error?.code == .timedOut)
        }
    }

    @Test func moreThanTheAllowedWaitersAreRefusedAtOnce() async throws {
        let onlyOneWaits: (inout PoolConfiguration) -> Void = { $0.maxWaiters = 1 }
        try await PoolFixture.withDatabase("full", size: 1, pool: onlyOneWaits) { database in
            try await database.withConnection { _ in
                let waiter = Task.detached { try await database.read("SELECT 1") }
                try await database.expectSettled { $0.waiting == 1 }

                let error = await Task.detached {
                    await postgresError { _ = try await database.read("SELECT 1") }
                }.value

                #expect(error?.code == .poolExhausted)
                waiter.cancel()
            }
        }
    }

    @Test func aNestedAcquireThatCouldNeverEndIsRefused() async throws {
        let impatient: (inout PoolLimits) -> Void = { $0.nestedPatience = .milliseconds(50) }
        try await PoolFixture.withDatabase("nested", size: 2, limits: impatient) { database in
            let codes = await withTaskGroup(of: PostgresError.Code?.self) { group in
                for _ in 0..<2 {
                    group.addTask {
                        await postgresError {
                            try await database.withConnection { _ in
                                _ = try await database.settled { $0.leased == 2 }
                                _ = try await database.read("SELECT 1")
                            }
                        }?.code
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }

            #expect(codes.filter { $0 == .nestedAcquire }.count == 1)
            #expect(codes.filter { $0 == nil }.count == 1)
        }
    }

    @Test func aNestedAcquireIsFineWhileThereIsRoom() async throws {
        try await PoolFixture.withDatabase("room", size: 2) { database in
            let rows = try await database.transaction { transaction in
                try await transaction.query("SELECT 1")
                return try await database.read("SELECT 2")
            }

            #expect(try rows.decode(Int.self) == [2])
        }
    }

    @Test func aWrongPasswordIsSaidAtOnce() async throws {
        let url = try await TestServers.database("password")
        let wrong = url.replacing(/:[^:@\/]+@/, with: ":wrong@", maxReplacements: 1)
        try await PoolFixture.withDatabase("password", url: wrong) { database in
            let start = ContinuousClock.now

            let error = await postgresError { _ = try await database.read("SELECT 1") }

            #expect(error?.code == .serverUnavailable)
            #expect(error?.sqlState?.rawValue == "28P01")
            #expect(ContinuousClock.now - start < .seconds(10))
            #expect(error?.description.contains("wrong") == false)
        }
    }

    @Test func anUnknownDatabaseIsSaidAtOnce() async throws {
        let url = try await TestServers.postgres().url(database: "nowhere")
        try await PoolFixture.withDatabase("nowhere", url: url) { database in
            let error = await postgresError { _ = try await database.read("SELECT 1") }

            #expect(error?.code == .serverUnavailable)
            #expect(error?.sqlState?.rawValue == "3D000")
        }
    }

    @Test func theWaitIsAddedToTheActivity() async throws {
        try await PoolFixture.withDatabase("activity", size: 1) { database in
            let activity = DatabaseActivity()
            let waiter = try await database.withConnection { connection in
                let waiter = Task.detached {
                    try await DatabaseActivity.$current.withValue(activity) {
                        _ = try await database.read("SELECT 42")
                    }
                }
                try await database.expectSettled { $0.waiting == 1 }
                try await connection.query("SELECT pg_sleep(0.02)")
                return waiter
            }
            try await waiter.value

            #expect(activity.snapshot.waitedForConnection >= .milliseconds(20))
            #expect(activity.snapshot.statements == ["SELECT 42": 1])
        }
    }
}
