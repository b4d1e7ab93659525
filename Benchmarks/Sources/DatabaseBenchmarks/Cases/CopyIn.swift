import BenchmarkReport
import Postgres
import PostgresDatabase

extension Case {
    static var copyIn: Case {
        Case(
            id: "copy-in", title: "100,000 rows of 10 columns encoded and loaded by COPY FROM", unit: "rows/s",
            reference: "psql \\copy from a file",
            measure: { round in
                try await round.server.withLeases(1) { database in
                    try await database.withConnection { connection in
                        var values: [WideTable.Values] = []
                        for row in try await connection.query(WideTable.select) {
                            values.append(try WideTable.Values(row))
                        }
                        var bulk = Bulk()
                        for _ in 0..<round.passes {
                            try await connection.query("TRUNCATE wide_copies")
                            try await bulk.pass { try await connection.load(values) }
                        }
                        return bulk.sample
                    }
                }
            },
            measureReference: { round in try await Psql(passes: round.passes).copyIn(on: round.server) })
    }
}

extension Connection {
    fileprivate func load(_ values: [WideTable.Values]) async throws -> Int {
        try await copyIn(table: "wide_copies", columns: WideTable.columns) { writer in
            for row in values {
                try await writer.write(
                    row: row.id, row.total, row.seats, row.price, row.score, row.isOpen, row.name, row.openedAt,
                    row.token, row.remark)
            }
        }
    }
}
