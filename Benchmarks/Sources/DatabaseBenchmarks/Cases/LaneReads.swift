import PostgresDatabase

extension Case {
    static let laneReads = laneReads("lane-reads", "200 tasks on the database's executor") { $0.executor }
    static let laneReadsShared = laneReads("lane-reads-shared", "200 tasks on shared threads") { _ in nil }

    private static func laneReads(
        _ id: String, _ tasks: String, on executor: @escaping @Sendable (Database) -> (any TaskExecutor)?
    ) -> Case {
        Case(
            id: id, title: "point reads in lanes, \(tasks), 2 connections", unit: "reads/s",
            reference: "pgbench -M prepared -c 2, pipelines of \(Pgbench.pipelineLength)",
            measure: { round in
                try await round.server.withLanes { database in
                    let outcome = try await round.run(200, on: executor(database)) { accounts in
                        _ = try await database.pointRead(accounts.account())
                        return true
                    }
                    return Sample(outcome.perSecond, cpu: outcome.cpuPerOperation)
                }
            },
            measureReference: { round in
                try await Pgbench(script: .pipelinedPointReads, clients: 2, duration: round.duration)
                    .throughput(on: round.server)
            })
    }
}
