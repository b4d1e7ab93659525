import PostgresDatabase

extension Case {
    static let latencyLane = latency("lane") { round in
        try await round.server.withLanes { database in
            try await latency(round) { try await database.pointRead($0) }
        }
    }

    static let latencyLease = latency("lease") { round in
        try await round.server.withLeases(1) { database in
            try await latency(round) { try await database.leasedPointRead($0) }
        }
    }

    private static func latency(_ way: String, _ measure: @escaping Side) -> Case {
        Case(
            id: "latency-\(way)", title: "one task, one read after the other, by a \(way)", unit: "µs",
            lessIsBetter: true, reference: "pgbench -M prepared -c 1",
            measure: measure,
            measureReference: { round in
                try await Pgbench(script: .pointReads, clients: 1, duration: round.duration)
                    .latency(on: round.server)
            })
    }

    private static func latency(
        _ round: Round, _ read: @escaping @Sendable (Int32) async throws -> Int32
    ) async throws -> Sample {
        let outcome = try await round.run(1, timesOperations: true) { accounts in
            _ = try await read(accounts.account())
            return true
        }
        let statistics = Statistics(outcome.latencies)
        return Sample(
            statistics.median, percentile99: statistics.quantile(0.99), cpu: outcome.cpuPerOperation)
    }
}
