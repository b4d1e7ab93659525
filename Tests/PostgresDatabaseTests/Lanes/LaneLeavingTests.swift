import Postgres
import TestServers
import Testing

@testable import PostgresDatabase

/// What becomes of reads whose callers leave, or whose time is up, and of those that ride with them.
@Suite struct LaneLeavingTests {
    @Test func aCancelledReadEndsAtOnceAndItsResultReachesNobody() async throws {
        try await PoolFixture.withDatabase("cancelled", size: 2, lanes: LaneReadTests.patient) { database in
            try await database.warmLane()
            let slow = Task { try await database.read("SELECT 1::int8 FROM pg_sleep(0.3)") }
            try await expectEventually { database.statistics.lanes.depth == 1 }
            let neighbours = (0..<20).map { number in
                Task { try await database.read("SELECT \(number)").decode(Int.self) }
            }
            try await expectEventually { database.statistics.lanes.depth > 10 }
            let start = ContinuousClock.now

            slow.cancel()
            let error = await postgresError { _ = try await slow.value }

            #expect(error?.code == .cancelled)
            // The server works on for 0.3 s.
            #expect(ContinuousClock.now - start < .milliseconds(280))
            for (number, neighbour) in neighbours.enumerated() { expectEqual(try await neighbour.value, [number]) }
        }
    }

    @Test func aReadThatNobodyWaitsForIsCancelledOnTheServer() async throws {
        try await PoolFixture.withDatabase("stopped", size: 2, lanes: LaneReadTests.patient) { database in
            try await database.warmLane()
            let slow = Task { try await database.read("SELECT 1::int8 FROM pg_sleep(3600)") }
            try await expectEventually { try await database.isSleeping() }

            slow.cancel()
            _ = await slow.result

            try await expectEventually { try await !database.isSleeping() }
            // The lane lives on.
            for number in 0..<50 { expectEqual(try await database.read("SELECT \(number)").decode(Int.self), [number]) }
            #expect(database.statistics.lanes.open == 1)
        }
    }

    @Test func aDeadlineHoldsForOneReadAndNotForItsNeighbours() async throws {
        try await PoolFixture.withDatabase("deadline", size: 2, lanes: LaneReadTests.patient) { database in
            try await database.warmLane()

            async let late = postgresError {
                _ = try await database.read("SELECT 1 FROM pg_sleep(20)", deadline: .milliseconds(200))
            }
            try await expectEventually { try await database.isSleeping() }
            async let patient = database.read("SELECT 5::int8", deadline: .seconds(20)).decode(Int.self)

            #expect(await late?.code == .timedOut)
            expectEqual(try await patient, [5])
        }
    }

    @Test func manyRandomCancellationsNeverMixUpValues() async throws {
        try await PoolFixture.withDatabase("storm", size: 4, lanes: LaneConfiguration(maximum: 2)) { database in
            try await database.warmLane()
            let wrong = await withTaskGroup(of: Int.self) { group in
                for task in 0..<60 {
                    group.addTask {
                        var wrong = 0
                        for round in 0..<40 {
                            let value = task * 1000 + round
                            let read = Task { try await database.read("SELECT \(value)").decode(Int.self) }
                            if (task + round) % 3 == 0 {
                                for _ in 0..<(round % 7) { await Task.yield() }
                                read.cancel()
                            }
                            do {
                                if try await read.value != [value] { wrong += 1 }
                            } catch {
                                if (error as? PostgresError)?.code != .cancelled { wrong += 1 }
                            }
                        }
                        return wrong
                    }
                }
                return await group.reduce(0, +)
            }
            #expect(wrong == 0)
            try await expectEventually { database.statistics.lanes.depth == 0 }
        }
    }
}

extension Database {
    fileprivate func isSleeping() async throws -> Bool {
        try await aside { connection in
            let rows = try await connection.query(
                """
                SELECT count(*) FROM pg_stat_activity
                WHERE datname = current_database() AND state = 'active' AND wait_event = 'PgSleep'
                """)
            return try rows.decode(Int.self) == [1]
        }
    }
}
