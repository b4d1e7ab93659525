import Postgres
import PostgresDatabase
import TestServers

extension Call {
    /// What needs a connection of its own.
    func lease(_ numbers: inout SeededNumbers) async throws {
        let nonce = numbers.number(0...1_000_000_000)
        let count = numbers.number(1...3000)
        switch kind {
        case .leasedRead:
            try await database.withConnection { connection in
                for offset in 0..<3 {
                    let rows = try await connection.query("SELECT \(nonce + offset)::bigint", deadline: deadline)
                    try expect(rows.decode(Int.self).first, nonce + offset)
                }
            }
        case .snapshot:
            try await database.read { transaction in
                let rows = try await transaction.query("SELECT sum(balance)::bigint, \(nonce)::bigint FROM accounts")
                let (sum, echo) = try rows.decode(Int.self, Int.self).first ?? (-1, -1)
                try expect([sum, echo], [Stage.accounts.count * Stage.balance, nonce])
                let items = try await transaction.query("SELECT * FROM items WHERE id = \(7)")
                try expect(items.count, 1)
            }
        case .stream:
            let end = numbers.happens(30) ? count / 2 : count
            try await database.withConnection { connection in
                try await connection.stream("SELECT \(nonce)::bigint + g FROM generate_series(1, \(count)) AS g") {
                    var next = nonce
                    for try await row in $0 where next < nonce + end {
                        next += 1
                        try expect(row.decode(Int.self, at: 0), next)
                        if next == nonce + end { break }
                    }
                    try expect(next, nonce + end)
                }
            }
        case .copyOut:
            let sql = "COPY (SELECT \(nonce) + g FROM generate_series(1, \(count)) AS g) TO STDOUT"
            let text = try await database.withConnection { connection in
                try await connection.copyOut(sql) { try await $0.reduce(into: [UInt8]()) { $0 += $1 } }
            }
            let wanted = (1...count).map { "\(nonce + $0)\n" }.joined()
            try expect(String(decoding: text, as: UTF8.self), wanted)
        case .untidyLease:
            try await database.withConnection { connection in
                try await connection.query("SET bytea_output = 'escape'")
                try await connection.query("BEGIN")
                try await connection.query("SELECT pg_advisory_lock(\(Int.random(in: 1...Int.max)))")
            }
        default:
            let rows = try await database.withConnection { connection in
                let status = connection.transactionStatus
                if status != .unknown { try expect(status, .idle) }
                return try await connection.query(
                    """
                    SELECT current_setting('bytea_output'), \
                    (SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'advisory')
                    """)
            }
            let (setting, locks) = try rows.decode(String.self, Int.self).first ?? ("", -1)
            try expect("\(setting) \(locks)", "hex 0")
        }
    }
}
