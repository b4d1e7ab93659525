import DatabaseMonitoring
import LocalServers
import Postgres

extension AlertDrill {
    static let transactionIDAge = AlertDrill(
        "transaction_id_age", "Uses up transaction ids, and freezes all tables in the end.",
        setting: DrillSetting(terms: { ($0.limit, $0.clearLimit, $0.criticalLimit) = (5_000, 4_500, 20_000) })
    ) { stage in
        try await stage.withSession("drill", url: stage.server.adminURL(database: "bookedbarber")) { admin in
            try await admin.execute(script: "CREATE TABLE burnt (id int)")
            try await stage.fault("10,000 subtransactions take an id each") {
                try await burn(10_000, admin)
                try await stage.fires()
                try await burn(15_000, admin)
                try await stage.getsWorse()
                let names = try await admin.query("SELECT datname::text FROM pg_database WHERE datallowconn")
                for name in try names.decode(String.self) {
                    try await stage.withSession("drill", url: stage.server.adminURL(database: name)) {
                        _ = try await $0.query("VACUUM (FREEZE)")
                    }
                }
            }
        }
    }

    private static func burn(_ count: Int, _ connection: Connection) async throws {
        try await connection.execute(
            script: """
                DO $$
                BEGIN
                    FOR number IN 1..\(count) LOOP
                        BEGIN
                            INSERT INTO burnt VALUES (number);
                        EXCEPTION WHEN division_by_zero THEN NULL;
                        END;
                    END LOOP;
                END $$
                """)
    }

    static let rollbacks = AlertDrill("rollbacks", "Rolls back four of ten transactions, then nine.") { stage in
        let percent = Dial(0)
        let load: @Sendable () async throws -> Void = {
            try await stage.withSession("drill_load") { connection in
                while !Task.isCancelled {
                    let rolledBack = percent.value
                    let script = (0..<200).map { $0 % 100 < rolledBack ? "BEGIN; ROLLBACK;" : "BEGIN; COMMIT;" }
                    // Statistics are otherwise told once a second at most, and only with those of a table.
                    try await connection.execute(
                        script: script.joined(separator: " ")
                            + " SELECT count(*) FROM pg_database; SELECT pg_stat_force_next_flush()")
                    try await Task.sleep(for: .milliseconds(50))
                }
            }
        }
        try await stage.whileRunning([load]) {
            try await stage.fault("40 % of the transactions are rolled back") {
                percent.turn(to: 40)
                try await stage.fires()
                percent.turn(to: 90)
                try await stage.getsWorse()
                percent.turn(to: 0)
            }
        }
    }
}
