import Foundation
import Postgres
import TestServers
import Testing

@testable import DatabaseMonitoring

@Suite struct PlanReaderTests {
    @Test func theNormalisedStatementIsPlannedWhateverItsValuesAre() async throws {
        try await MonitorFixture.withMonitor("plans") { fixture in
            try await fixture.database.write("CREATE TABLE shelf (id int PRIMARY KEY, name text)")
            try await fixture.sample()
            for id in 0..<20 { _ = try await fixture.database.write("SELECT name FROM shelf WHERE id = \(id)") }
            let snapshot = try await fixture.sample(at: Date() + 10)
            let row = try #require(snapshot.statements.first { $0.text.contains("FROM shelf WHERE id") })

            let plan = await fixture.monitor.plan(ofStatement: row.id)

            #expect(plan.failure == nil)
            #expect(plan.text?.contains("shelf_pkey") == true || plan.text?.contains("Scan on shelf") == true)
        }
    }

    @Test func aStatementThatNobodyKnowsHasAReasonInPlaceOfAPlan() async throws {
        try await MonitorFixture.withMonitor("noplan") { fixture in
            try await fixture.sample()

            let plan = await fixture.monitor.plan(ofStatement: "nothing")

            #expect(plan.text == nil)
            #expect(plan.failure?.contains("doesn't know") == true)
        }
    }

    @Test(arguments: [
        ("SELECT 1", nil), ("(SELECT 1) UNION (SELECT 2)", nil), ("WITH a AS (SELECT 1) SELECT * FROM a", nil),
        ("/* from */ update t SET a = $1", nil), ("CREATE TABLE x (a int)", "CREATE has no plan."),
        ("SELECT * FROM users WHERE email = 'a@b.c'", "Its text has values in it, which the plan would show."),
        ("SELECT a::varchar(10) FROM t WHERE b = $1", nil), ("EXPLAIN ANALYZE DELETE FROM t", "EXPLAIN has no plan."),
        ("", "The statement is empty."),
    ])
    func whatHasNoPlanIsRefused(text: String, reason: String?) {
        #expect(PlanReader.refusal(text) == reason)
    }
}
