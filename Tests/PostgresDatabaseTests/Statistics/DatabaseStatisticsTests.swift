import Postgres
import TestServers
import Testing

@testable import PostgresDatabase

@Suite struct DatabaseStatisticsTests {
    @Test func statementsAreListedByTotalTime() async throws {
        try await PoolFixture.withDatabase("statements", size: 2, lanes: LaneReadTests.patient) { database in
            for number in 0..<10 { _ = try await database.read("SELECT \(number)::int8") }
            try await database.write("SELECT pg_sleep(0.3)")
            _ = await postgresError { try await database.write("SELECT 1 / \(Int32(0))") }
            try await database.transaction { _ = try await $0.query("SELECT 'in a transaction'") }

            let statements = database.statistics.statements
            let isInOrder = zip(statements, statements.dropFirst()).allSatisfy { first, second in
                first.totalTime >= second.totalTime
            }
            #expect(isInOrder)
            let slow = statements.first { $0.sql == "SELECT pg_sleep(0.3)" }
            #expect((slow?.totalTime ?? .zero) >= .milliseconds(300))
            let read = statements.first { $0.sql == "SELECT $1::int8" }
            #expect(read?.calls == 10 && read?.errors == 0)
            #expect(read.map { $0.longestTime <= $0.totalTime && $0.meanTime > .zero } == true)
            let failed = statements.first { $0.sql == "SELECT 1 / $1" }
            #expect(failed?.calls == 1 && failed?.errors == 1)
            #expect(statements.contains { $0.sql == "SELECT 'in a transaction'" })
        }
    }

    @Test func theDescriptionShowsPoolLanesAndStatements() async throws {
        try await PoolFixture.withDatabase("description", size: 2, lanes: LaneReadTests.patient) { database in
            try await database.warmLane()
            let text = "\(database.statistics)"
            let lines = text.split(separator: "\n")

            #expect(lines[0].hasPrefix("Pool: "), "\(text)")
            #expect(lines[1].hasPrefix("Lanes: 1 of 1 open"), "\(text)")
            #expect(lines.contains { $0.contains("calls") && $0.hasSuffix("SELECT 1") }, "\(text)")
        }
    }

    @Test func atMostTwentyStatementsAreListed() {
        let table = StatementTable(threshold: .milliseconds(5))
        for number in 1...50 {
            let query = Query(unsafeSQL: "SELECT \(number)")
            table.statement(for: query).totals.add(Int64(number))
        }

        expectEqual(table.mostCostly(20).map(\.sql), (31...50).reversed().map { "SELECT \($0)" })
    }
}
