import Foundation
import Postgres
import TestServers
import Testing

@testable import DatabaseMonitoring

/// Samples of a real PostgreSQL.
@Suite struct SamplingTests {
    @Test func theFirstSampleHasGaugesAndTheSecondOneRates() async throws {
        try await MonitorFixture.withMonitor("first") { fixture in
            let first = try await fixture.sample()
            for number in 0..<200 { try await fixture.database.write("SELECT \(number)") }
            // Sessions hand their counts over within a second.
            var second = first
            let counts = try await eventually(every: .milliseconds(200)) {
                second = try await fixture.sample(at: first.time + 10 * Double(second.monitor.samples))
                return second[.commits] ?? 0 > 0
            }

            #expect(counts)
            #expect(first.blindness == nil)
            #expect(first.server?.version.hasPrefix("1") == true)
            #expect(first[.connectionMax] ?? 0 > 0)
            #expect(first[.commits] == nil)
            #expect(second[.connections, "idle"] ?? 0 > 0)
            #expect(second[.poolConnections, "idle"] ?? 0 > 0)
            #expect(second.missing == [], "\(second.missing)")
        }
    }

    @Test func everyCollectorGivesItsSeries() async throws {
        try await MonitorFixture.withMonitor("series") { fixture in
            try await fixture.sample()
            let snapshot = try await fixture.sample(at: Date() + 61)

            let names = Set(snapshot.values.keys.map { String($0.prefix { $0 != "{" }) })
            let groups = MonitorMetric.sessions + MonitorMetric.database + MonitorMetric.locks + MonitorMetric.writing
            // Only where there is enough to say something about, or a replica.
            let conditional: Set<String> = [
                MonitorMetric.bufferHitRatio.name, MonitorMetric.transactionAgeByApplication.name,
            ]
            for metric in groups where !conditional.contains(metric.name) {
                #expect(names.contains(metric.name), "\(metric.name)")
            }
            #expect(snapshot[.transactionIDAge] ?? 0 > 0)
            #expect(snapshot[.databaseSize] ?? 0 > 1_000_000)
        }
    }

    @Test func statementsAreToldApartWithTheirTexts() async throws {
        try await MonitorFixture.withMonitor("statements") { fixture in
            try await fixture.sample()
            for number in 0..<50 { try await fixture.database.write("SELECT \(number) + 1 AS monitored") }
            let snapshot = try await fixture.sample(at: Date() + 10)

            let row = try #require(snapshot.statements.first { $0.text.contains("monitored") })
            #expect(abs(row.calls - 5) < 1, "\(row)")
            #expect(row.text == "SELECT $1 + $2 AS monitored")
            #expect(row.meanTime > 0)
        }
    }

    @Test func whoBlocksWhomIsATreeWithStatementsWithoutValues() async throws {
        try await MonitorFixture.withMonitor("blocking") { fixture in
            try await fixture.database.write("CREATE TABLE shelf (id int PRIMARY KEY, name text)")
            try await fixture.database.write("INSERT INTO shelf VALUES (1, 'a')")
            try await fixture.withSession("holder") { holder in
                try await holder.query("BEGIN")
                try await holder.query("UPDATE shelf SET name = 'secret-value' WHERE id = 1")
                try await fixture.withSession("waiter") { waiter in
                    let waiting = Task {
                        _ = try await waiter.query("UPDATE shelf SET name = 'other-secret' WHERE id = 1")
                    }
                    let isSeen = try await eventually { try await !fixture.sample().blocking.isEmpty }
                    let snapshot = try #require(fixture.monitor.snapshot)

                    #expect(isSeen)
                    let root = try #require(snapshot.blocking.first)
                    #expect(root.session.application == "holder")
                    #expect(root.session.state == "idle in transaction")
                    #expect(root.blocked.map(\.session.application) == ["waiter"])
                    #expect(root.blocked.first?.lock?.contains("transactionid") == true)
                    #expect(root.blocked.first?.session.query == "UPDATE shelf SET name = ? WHERE id = ?")
                    #expect(snapshot[.transactionAgeByApplication, "holder"] != nil)
                    #expect(snapshot[.blocked] == 1)
                    #expect(!String(decoding: try MonitorJSON.encode(snapshot), as: UTF8.self).contains("secret"))

                    try await holder.query("ROLLBACK")
                    try await waiting.value
                }
            }
        }
    }
}
