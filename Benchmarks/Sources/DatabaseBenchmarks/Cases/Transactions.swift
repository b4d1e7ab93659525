import BenchmarkReport
import Postgres
import PostgresDatabase

extension Case {
    static var transactions: Case {
        Case(
            id: "transactions", title: "TPC-B-like transactions, 8 tasks, 8 connections", unit: "transactions/s",
            reference: "pgbench -M prepared -c 8 -b tpcb-like",
            measure: { round in
                try await round.server.withLeases(8) { database in
                    let outcome = try await round.run(8) { accounts in
                        try await database.tpcbLike(&accounts)
                        return true
                    }
                    return Sample(outcome.perSecond, cpu: outcome.cpuPerOperation)
                }
            },
            measureReference: { round in
                try await Pgbench(script: .tpcbLike, clients: 8, duration: round.duration).throughput(on: round.server)
            })
    }
}

extension Database {
    /// pgbench's tpcb-like script.
    fileprivate func tpcbLike(_ numbers: inout RandomNumbers) async throws {
        let (account, teller, branch) = (numbers.account(), numbers.teller(), numbers.branch())
        let amount = numbers.amount()
        try await transaction { transaction in
            try await transaction.query(
                "UPDATE pgbench_accounts SET abalance = abalance + \(amount) WHERE aid = \(account)")
            _ = try await transaction.query("SELECT abalance FROM pgbench_accounts WHERE aid = \(account)")
                .decode(Int32.self)
            try await transaction.query(
                "UPDATE pgbench_tellers SET tbalance = tbalance + \(amount) WHERE tid = \(teller)")
            try await transaction.query(
                "UPDATE pgbench_branches SET bbalance = bbalance + \(amount) WHERE bid = \(branch)")
            try await transaction.query(
                """
                INSERT INTO pgbench_history (tid, bid, aid, delta, mtime)
                VALUES (\(teller), \(branch), \(account), \(amount), CURRENT_TIMESTAMP)
                """)
        }
    }
}
