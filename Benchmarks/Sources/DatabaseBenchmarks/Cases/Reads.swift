import BenchmarkReport
import PostgresDatabase

/// Point reads of 200 tasks, by each way and on each kind of thread.
extension Case {
    static var laneReads: Case { reads(.lanes, isShared: false) }
    static var laneReadsShared: Case { reads(.lanes, isShared: true) }
    static var leaseReads: Case { reads(.leases, isShared: false) }
    static var leaseReadsShared: Case { reads(.leases, isShared: true) }

    private enum Way { case lanes, leases }

    private static func reads(_ way: Way, isShared: Bool) -> Case {
        let tasks = "200 tasks on \(isShared ? "shared threads" : "the database's executor")"
        let (id, how, reference) =
            switch way {
            case .lanes:
                (
                    "lane-reads", "in lanes, \(tasks), 2 connections",
                    "pgbench -M prepared -c 2, pipelines of \(Pgbench.pipelineLength)"
                )
            case .leases: ("lease-reads", "by leases, \(tasks), 8 connections", "pgbench -M prepared -c 8")
            }
        return Case(
            id: isShared ? "\(id)-shared" : id, title: "point reads \(how)", unit: "reads/s", reference: reference,
            measure: { round in try await sample(way, isShared: isShared, round) },
            measureReference: { round in
                let pgbench =
                    switch way {
                    case .lanes: Pgbench(script: .pipelinedPointReads, clients: 2, duration: round.duration)
                    case .leases: Pgbench(script: .pointReads, clients: 8, duration: round.duration)
                    }
                return try await pgbench.throughput(on: round.server)
            })
    }

    private static func sample(_ way: Way, isShared: Bool, _ round: Round) async throws -> Sample {
        let read: @Sendable (Database) async throws -> Sample = { database in
            let outcome = try await round.run(200, on: isShared ? nil : database.executor) { accounts in
                let account = accounts.account()
                switch way {
                case .lanes: _ = try await database.pointRead(account)
                case .leases: _ = try await database.leasedPointRead(account)
                }
                return true
            }
            return Sample(outcome.perSecond, cpu: outcome.cpuPerOperation)
        }
        return switch way {
        case .lanes: try await round.server.withLanes(read)
        case .leases: try await round.server.withLeases(8, read)
        }
    }
}
