import PostgresDatabase

extension Case {
    static let leaseReads = leaseReads("lease-reads", "200 tasks on the database's executor") { $0.executor }
    static let leaseReadsShared = leaseReads("lease-reads-shared", "200 tasks on shared threads") { _ in nil }

    private static func leaseReads(
        _ id: String, _ tasks: String, on executor: @escaping @Sendable (Database) -> (any TaskExecutor)?
    ) -> Case {
        Case(
            id: id, title: "point reads by leases, \(tasks), 8 connections", unit: "reads/s",
            reference: "pgbench -M prepared -c 8",
            measure: { round in
                try await round.server.withLeases(8) { database in
                    let outcome = try await round.run(200, on: executor(database)) { accounts in
                        _ = try await database.leasedPointRead(accounts.account())
                        return true
                    }
                    return Sample(outcome.perSecond, cpu: outcome.cpuPerOperation)
                }
            },
            measureReference: { round in
                try await Pgbench(script: .pointReads, clients: 8, duration: round.duration)
                    .throughput(on: round.server)
            })
    }
}
