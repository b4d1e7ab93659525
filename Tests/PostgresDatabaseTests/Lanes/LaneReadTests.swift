import Postgres
import TestServers
import Testing

@testable import PostgresDatabase

@Suite struct LaneReadTests {
    /// One lane on which nobody is slow.
    static let patient = {
        var lanes = LaneConfiguration(maximum: 1)
        lanes.slowStatement = .seconds(1)
        return lanes
    }()

    @Test func everyReadGetsItsOwnValue() async throws {
        try await PoolFixture.withDatabase("own", size: 2, lanes: Self.patient) { database in
            try await database.warmLane()
            let wrong = try await withThrowingTaskGroup(of: Int.self) { group in
                for task in 0..<100 {
                    group.addTask {
                        var wrong = 0
                        for round in 0..<50 {
                            let value = task * 1000 + round
                            let found = try await database.read("SELECT \(value)::int8, 'n' || \(value)")
                                .decode(Int.self, String.self)[0]
                            if found != (value, "n\(value)") { wrong += 1 }
                        }
                        return wrong
                    }
                }
                return try await group.reduce(0, +)
            }

            #expect(wrong == 0)
            let statistics = database.statistics.lanes
            #expect(statistics.requests > 4000 && statistics.batchSize > 2, "\(statistics)")
        }
    }

    @Test func anErrorReachesItsOwnReadOnly() async throws {
        try await PoolFixture.withDatabase("errors", size: 2, lanes: Self.patient) { database in
            try await database.warmLane()
            let outcomes = await withTaskGroup(of: Outcome.self) { group in
                for number in 0..<200 { group.addTask { await Self.divide(by: Int32(number % 10), database) } }
                return await group.reduce(into: []) { $0.append($1) }
            }

            let failures = outcomes.compactMap(\.error)
            #expect(outcomes.filter(\.isRight).count == 200)
            #expect(failures.count == 20)
            #expect(failures.allSatisfy { $0.code == .server && $0.sql == "SELECT 1000 / $1" && $0.line != nil })
            let statistics = database.statistics.lanes
            #expect(statistics.resent > 0, "\(statistics)")
        }
    }

    private struct Outcome: Sendable {
        var isRight: Bool
        var error: PostgresError?
    }

    private static func divide(by number: Int32, _ database: Database) async -> Outcome {
        do throws(PostgresError) {
            let rows = try await database.read("SELECT 1000 / \(number)")
            return Outcome(isRight: try rows.decode(Int32.self) == [number == 0 ? 0 : 1000 / number])
        } catch {
            return Outcome(isRight: number == 0 && error.sqlState == .divisionByZero, error: error)
        }
    }

    @Test func aStatementThatCannotBePreparedFailsAlone() async throws {
        try await PoolFixture.withDatabase("unprepared", size: 2, lanes: Self.patient) { database in
            try await database.warmLane()
            for _ in 0..<3 {
                async let bad = postgresError { _ = try await database.read("SELECT missing FROM nowhere") }
                async let good = database.read("SELECT 7").decode(Int32.self)

                #expect(await bad?.sqlState == .undefinedTable)
                expectEqual(try await good, [7])
            }
        }
    }
}

extension Database {
    /// Waits until a lane is open.
    func warmLane() async throws {
        try await expectEventually {
            _ = try await read("SELECT 1")
            return statistics.lanes.requests > 0
        }
    }
}
