import BenchmarkReport
import PostgresDatabase

extension Case {
    static var latencyLane: Case { lane("latency-lane", "on the database's executor") { $0.executor } }
    static var latencyLaneShared: Case { lane("latency-lane-shared", "on shared threads") { _ in nil } }
    static var latencyLease: Case { lease("latency-lease", "on the database's executor") { $0.executor } }
    static var latencyLeaseShared: Case { lease("latency-lease-shared", "on shared threads") { _ in nil } }

    private typealias Place = @Sendable (Database) -> (any TaskExecutor)?

    private static func lane(_ id: String, _ place: String, on executor: @escaping Place) -> Case {
        latency(id, "by a lane, \(place)") { round in
            try await round.server.withLanes { database in
                try await latency(round, executor(database)) { try await database.pointRead($0) }
            }
        }
    }

    private static func lease(_ id: String, _ place: String, on executor: @escaping Place) -> Case {
        latency(id, "by a lease, \(place)") { round in
            try await round.server.withLeases(1) { database in
                try await latency(round, executor(database)) { try await database.leasedPointRead($0) }
            }
        }
    }

    private static func latency(_ id: String, _ way: String, _ measure: @escaping Side) -> Case {
        Case(
            id: id, title: "one task, one read after the other, \(way)", unit: "µs",
            lessIsBetter: true, reference: "pgbench -M prepared -c 1",
            measure: measure,
            measureReference: { round in
                try await Pgbench(script: .pointReads, clients: 1, duration: round.duration)
                    .latency(on: round.server)
            })
    }

    private static func latency(
        _ round: Round, _ executor: (any TaskExecutor)?,
        _ read: @escaping @Sendable (Int32) async throws -> Int32
    ) async throws -> Sample {
        let outcome = try await round.run(1, on: executor, timesOperations: true) { accounts in
            _ = try await read(accounts.account())
            return true
        }
        let statistics = Statistics(outcome.latencies)
        return Sample(
            statistics.median, percentile99: statistics.quantile(0.99), cpu: outcome.cpuPerOperation)
    }
}
