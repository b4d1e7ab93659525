import BenchmarkReport
import Postgres
import PostgresDatabase

extension Case {
    static var headOfLine: Case {
        Case(
            id: "head-of-line", title: "99th percentile of point reads in lanes beside 1 % of 20 ms statements",
            unit: "µs", lessIsBetter: true, reference: "the same without the slow ones",
            measure: { try await mixedReads($0, slowShare: 100) },
            measureReference: { try await mixedReads($0, slowShare: nil) })
    }

    /// - Parameter slowShare: one statement in so many is slow.
    private static func mixedReads(_ round: Round, slowShare: Int32?) async throws -> Sample {
        try await round.server.withLanes { database in
            let outcome = try await round.run(200, timesOperations: true) { accounts in
                guard let slowShare, accounts.draw(slowShare) == 1 else {
                    _ = try await database.pointRead(accounts.account())
                    return true
                }
                _ = try await database.read("SELECT pg_sleep(0.02)")
                return false
            }
            let percentile99 = Statistics(outcome.latencies).quantile(0.99)
            return Sample(percentile99, percentile99: percentile99, cpu: outcome.cpuPerOperation)
        }
    }
}
