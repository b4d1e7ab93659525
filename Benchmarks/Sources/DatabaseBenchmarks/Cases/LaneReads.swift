extension Case {
    static let laneReads = Case(
        id: "lane-reads", title: "point reads in lanes, 200 tasks, 2 connections", unit: "reads/s",
        reference: "pgbench -M prepared -c 2, pipelines of \(Pgbench.pipelineLength)",
        measure: { round in
            try await round.server.withLanes { database in
                let outcome = try await round.run(200) { accounts in
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
