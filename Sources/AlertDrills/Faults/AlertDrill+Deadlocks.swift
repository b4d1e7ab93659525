import DatabaseMonitoring
import Postgres
import PostgresDatabase

extension AlertDrill {
    static let deadlocks = AlertDrill(
        "deadlocks", "Lets two transactions lock the same two rows in opposite order, while others wait for them."
    ) { stage in
        try await stage.database.write("CREATE TABLE accounts (id int PRIMARY KEY, balance int)")
        try await stage.database.write("INSERT INTO accounts SELECT id, 0 FROM generate_series(1, 4) AS id")
        try await stage.withSession("drill_first") { first in
            try await stage.withSession("drill_second") { second in
                try await stage.fault("two transactions wait for each other's row") {
                    try await first.execute(script: "BEGIN; \(locking(1)); \(locking(3))")
                    try await second.execute(script: "BEGIN; \(locking(2)); \(locking(4))")
                    // Whoever is left has somebody who waits: what the alert shows.
                    try await stage.whileRunning([bystander(stage, of: 3), bystander(stage, of: 4)]) {
                        try await cross(first, second)
                        try await stage.fires()
                        try await first.execute(script: "ROLLBACK")
                        try await second.execute(script: "ROLLBACK")
                    }
                }
            }
        }
    }

    private static func locking(_ row: Int) -> String {
        "UPDATE accounts SET balance = balance + 1 WHERE id = \(row)"
    }

    private static func bystander(_ stage: DrillStage, of row: Int) -> @Sendable () async throws -> Void {
        {
            try await stage.withSession("drill_bystander") {
                _ = try await $0.query("UPDATE accounts SET balance = balance - 1 WHERE id = \(row)")
            }
        }
    }

    /// The server ends one of the two.
    private static func cross(_ first: Connection, _ second: Connection) async throws {
        async let one: Void = lock(2, first)
        async let other: Void = lock(1, second)
        _ = try await (one, other)
    }

    private static func lock(_ row: Int, _ connection: Connection) async throws {
        do {
            try await connection.execute(script: locking(row))
        } catch {
            guard error.sqlState == .deadlockDetected else { throw error }
            // Statistics are otherwise told once a second at most.
            try await connection.execute(script: "ROLLBACK; SELECT pg_stat_force_next_flush()")
        }
    }
}
