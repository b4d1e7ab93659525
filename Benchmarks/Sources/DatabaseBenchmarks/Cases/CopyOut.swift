import BenchmarkReport
import Postgres
import PostgresDatabase

extension Case {
    static var copyOut: Case {
        Case(
            id: "copy-out", title: "100,000 rows of 10 columns by COPY TO, not decoded", unit: "rows/s",
            reference: "psql \\copy to /dev/null",
            measure: { round in
                try await round.server.withLeases(1) { database in
                    try await database.withConnection { connection in
                        var bulk = Bulk()
                        for _ in 0..<round.passes {
                            try await bulk.pass {
                                try await connection.copyOut("COPY wide_rows TO STDOUT") { pieces in
                                    var lines = 0
                                    for try await piece in pieces { lines += piece.count { $0 == UInt8(ascii: "\n") } }
                                    return lines
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
