import Postgres
import TestServers
import Testing

@testable import PostgresDatabase

@Suite struct ConnectionListenerTests {
    /// The example of `ConnectionListener`'s documentation, with another role.
    private struct RoleParameters: ConnectionListener {
        let reports: String

        func connected(_ connection: Connection) async throws {
            let role = try await connection.query("SELECT current_user::text").decode(String.self)[0]
            let isForReports = role == reports
            try await connection.query("SELECT set_config('work_mem', \(isForReports ? "64MB" : "4MB"), false)")
            try await connection.query("SELECT set_config('statement_timeout', \(isForReports ? "5min" : "2s"), false)")
        }
    }

    @Test(arguments: [(true, "64MB", "5min"), (false, "4MB", "2s")])
    func parametersDependOnTheRole(isForReports: Bool, memory: String, timeout: String) async throws {
        let url = try await TestServers.database("roles")
        let connection = try await Connection.connect(ConnectionConfiguration(url: url), logger: PoolFixture.logger)
        let role = try await connection.query("SELECT current_user::text").decode(String.self)[0]
        await connection.close()

        let listener = RoleParameters(reports: isForReports ? role : "somebody else")
        try await PoolFixture.withDatabase("roles", size: 1, url: url, listeners: [listener]) { database in
            for _ in 0..<2 {
                expectEqual(try await database.read("SHOW work_mem").decode(String.self), [memory])
                expectEqual(try await database.read("SHOW statement_timeout").decode(String.self), [timeout])
                // Comes back after a borrower has changed it.
                try await database.write("SET work_mem = '1MB'")
            }
        }
    }

    @Test func aShutdownIsToldAsClosedWithoutAReason() async throws {
        let events = EventRecorder()
        try await PoolFixture.withDatabase("closed", size: 1, listeners: [events]) { database in
            try await database.withConnection { _ in }
            await database.shutdown()

            // Listeners are told right after the shutdown has ended.
            try await expectEventually { events.all == ["connected", "leased", "returned", "closed"] }
        }
    }
}
