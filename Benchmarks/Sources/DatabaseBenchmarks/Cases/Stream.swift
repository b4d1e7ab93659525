import BenchmarkReport
import Postgres
import PostgresDatabase

extension Case {
    static var stream: Case {
        Case(
            id: "stream", title: "100,000 rows of 10 columns, streamed and decoded", unit: "rows/s",
            reference: "psql \\copy to /dev/null",
            measure: { round in
                try await round.server.withLeases(1) { database in
                    try await database.withConnection { connection in
                        var bulk = Bulk()
                        for _ in 0..<round.passes {
                            try await bulk.pass {
                                try await connection.stream(WideTable.select) { rows in
                                    var count = 0
                                    for try await row in rows {
                                        if try WideTable.Values(row).id > 0 { count += 1 }
                                    }
                                    return count
                                }
                            }
                        }
                        return bulk.sample
                    }
                }
            },
            measureReference: { round in try await Psql(passes: round.passes).copyOut(on: round.server) })
    }
}
