extension Case {
    static let leaseReads = Case(
        id: "lease-reads", title: "point reads by leases, 200 tasks, 8 connections", unit: "reads/s",
        reference: "pgbench -M prepared -c 8",
        measure: { round in
            try await round.server.withLeases(8) { database in
                let outcome = try await round.run(200) { accounts in
                    _ = try await database.leasedPointRead(accounts.account())
                    return true
                }
                return Sample(outcome.perSecond, cpu: outcome.cpuPerOperation)
            }
        },
        measureReference: { round in
            try await Pgbench(script: .pointReads, clients: 8, duration: round.duration).throughput(on: round.server)
        })
}
