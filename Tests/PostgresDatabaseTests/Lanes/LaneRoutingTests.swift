import Postgres
import TestServers
import Testing

@testable import PostgresDatabase

/// Which reads travel on lanes, and which go to leased connections.
@Suite struct LaneRoutingTests {
    @Test func aSlowStatementLeavesTheLanes() async throws {
        try await PoolFixture.withDatabase("slow", size: 2, lanes: LaneConfiguration(maximum: 1)) { database in
            try await database.warmLane()
            let query: Query = "SELECT 1::int8 FROM pg_sleep(0.05)"

            for _ in 0..<20 where database.statements.statement(for: query).route != .lease {
                expectEqual(try await database.read(query).decode(Int.self), [1])
            }

            #expect(database.statements.statement(for: query).route == .lease)
            let before = database.statistics.pool.leases
            _ = try await database.read(query)
            #expect(database.statistics.pool.leases == before + 1)
        }
    }

    @Test func aStatementThatIsQuickAgainComesBack() async throws {
        try await PoolFixture.withDatabase("back", size: 2, lanes: LaneConfiguration(maximum: 1)) { database in
            try await database.write("CREATE TABLE pace (seconds float8)")
            try await database.write("INSERT INTO pace VALUES (0.05)")
            try await database.warmLane()
            let query: Query = "SELECT 1::int8 FROM pace, pg_sleep(seconds)"
            for _ in 0..<20 where database.statements.statement(for: query).route != .lease {
                _ = try await database.read(query)
            }
            #expect(database.statements.statement(for: query).route == .lease)

            try await database.write("UPDATE pace SET seconds = 0")

            try await expectEventually {
                _ = try await database.read(query)
                return database.statements.statement(for: query).route == .lane
            }
        }
    }

    @Test func aLargeResultIsDeliveredAndLeavesTheLanesForGood() async throws {
        var lanes = LaneReadTests.patient
        lanes.resultBytes = 100_000
        try await PoolFixture.withDatabase("large", size: 2, lanes: lanes) { database in
            try await database.warmLane()
            let query: Query = "SELECT repeat('x', 200000)"

            for _ in 0..<2 { expectEqual(try await database.read(query).decode(String.self)[0].utf8.count, 200_000) }

            #expect(database.statements.statement(for: query).route == .leaseForGood)
        }
    }

    @Test func largeValuesTravelByLease() async throws {
        try await PoolFixture.withDatabase("values", size: 2, lanes: LaneReadTests.patient) { database in
            try await database.warmLane()
            let sent = database.statistics.lanes.requests
            let text = String(repeating: "v", count: 100_000)

            expectEqual(try await database.read("SELECT length(\(text))").decode(Int32.self), [100_000])

            #expect(database.statistics.lanes.requests == sent)
        }
    }

    @Test func aLaneThatIsStuckGetsNoNewReads() async throws {
        try await PoolFixture.withDatabase("stuck", size: 2, lanes: LaneConfiguration(maximum: 1)) { database in
            try await database.warmLane()
            let ended = Counter()
            let slow = Task {
                defer { ended.add() }
                _ = try await database.read("SELECT 1::int8 FROM pg_sleep(30)")
            }
            try await expectEventually { database.statistics.lanes.depth == 1 }

            for number in 0..<20 { expectEqual(try await database.read("SELECT \(number)").decode(Int.self), [number]) }

            #expect(ended.value == 0)
            slow.cancel()
            _ = await slow.result
        }
    }

    @Test func withoutPreparedStatementsThereAreNoLanes() async throws {
        let adjust: (inout ConnectionConfiguration) -> Void = { $0.preparesStatements = false }
        try await PoolFixture.withDatabase("unprepared", lanes: LaneConfiguration(), connection: adjust) { database in
            #expect(database.lanes == nil)
            expectEqual(try await database.read("SELECT 1").decode(Int32.self), [1])
        }
    }

    @Test func aBusyLaneGetsCompany() async throws {
        try await PoolFixture.withDatabase("growing", size: 2, lanes: LaneConfiguration(maximum: 2)) { database in
            try await database.warmLane()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<300 {
                    group.addTask {
                        for _ in 0..<1000 where database.statistics.lanes.open != 2 {
                            _ = try await database.read("SELECT 1")
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(database.statistics.lanes.open == 2)
        }
    }
}
