import BenchmarkReport

extension Case {
    static var crowd200: Case { crowd(of: 200) }
    static var crowd2000: Case { crowd(of: 2000) }

    private static func crowd(of tasks: Int) -> Case {
        Case(
            id: "crowd-\(tasks)", title: "point reads by leases, \(tasks) tasks, default pool", unit: "reads/s",
            reference: "pgbench -M prepared -c 70",
            measure: { round in
                try await round.server.withDefaultPool { database in
                    let outcome = try await round.run(tasks, timesOperations: true) { accounts in
                        _ = try await database.leasedPointRead(accounts.account())
                        return true
                    }
                    return Sample(
                        outcome.perSecond, percentile99: Statistics(outcome.latencies).quantile(0.99),
                        cpu: outcome.cpuPerOperation)
                }
            },
            measureReference: { round in
                try await Pgbench(script: .pointReads, clients: 70, duration: round.duration)
                    .throughput(on: round.server)
            })
    }
}
