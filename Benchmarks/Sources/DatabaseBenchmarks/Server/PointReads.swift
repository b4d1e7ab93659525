import Postgres
import PostgresDatabase

/// The read that most cases repeat, by each of the ways there are.
extension Database {
    nonisolated(nonsending) func pointRead(_ account: Int32) async throws -> Int32 {
        try await read("SELECT abalance FROM pgbench_accounts WHERE aid = \(account)").decode(Int32.self)[0]
    }

    func leasedPointRead(_ account: Int32) async throws -> Int32 {
        try await withConnection { connection in
            try await connection.query("SELECT abalance FROM pgbench_accounts WHERE aid = \(account)")
                .decode(Int32.self)[0]
        }
    }
}
