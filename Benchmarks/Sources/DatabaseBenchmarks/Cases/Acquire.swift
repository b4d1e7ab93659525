import BenchmarkReport
import PostgresDatabase

extension Case {
    static var acquire1: Case { acquire(tasks: 1) }
    static var acquire200: Case { acquire(tasks: 200) }

    private static func acquire(tasks: Int) -> Case {
        Case(
            id: "acquire-\(tasks)", title: "acquire and release without I/O, \(tasks) task\(tasks == 1 ? "" : "s")",
            unit: "ns", lessIsBetter: true,
            measure: { round in
                try await round.server.withLeases(8) { database in
                    let outcome = try await round.run(tasks) { _ in
                        try await database.withConnection { _ in true }
                    }
                    return Sample(1e9 / outcome.perSecond, cpu: outcome.cpuPerOperation)
                }
            })
    }
}
