import LocalServers
import Postgres
import PostgresDatabase
import TestServers

/// What has to be true once the faults are over and all calls have ended.
struct Aftermath {
    let database: Database
    let server: LocalPostgres
    let ledger: Ledger

    func violations() async -> [String] {
        var found: [String] = []
        do {
            if try await !works() { found.append("The database does not work again: \(database.statistics)") }
            if try await !isQuiet() {
                found.append("Something is left over: \(database.statistics)")
            }
            await database.shutdown()
            if database.statistics.pool.total > 0 { found.append("Connections are left: \(database.statistics)") }
            let (rows, sum) = try await Stage.result(server.url)
            found += ledger.violations(rows)
            let wanted = Stage.accounts.count * Stage.balance
            if sum != wanted { found.append("All accounts hold \(sum) instead of \(wanted)") }
        } catch {
            found.append("The end could not be checked: \(error)")
        }
        return found
    }

    private func works() async throws -> Bool {
        try await eventually(within: .seconds(30)) {
            do {
                _ = try await database.read("SELECT 1")
                _ = try await database.withConnection { try await $0.query("SELECT 1") }
                return true
            } catch { return false }
        }
    }

    private func isQuiet() async throws -> Bool {
        try await eventually(within: .seconds(30)) {
            let (pool, lanes) = (database.statistics.pool, database.statistics.lanes)
            return pool.leased + pool.waiting + pool.cleaning + pool.closing + lanes.depth == 0
        }
    }
}
