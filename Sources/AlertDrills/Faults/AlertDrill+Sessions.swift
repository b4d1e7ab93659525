import DatabaseMonitoring
import Postgres
import PostgresDatabase

extension AlertDrill {
    static let connectionUsage = AlertDrill(
        "connection_usage",
        "Opens sessions on a server that takes 17, until more than 80 % are used, and then all of them."
    ) { stage in
        try await stage.fault("13 sessions are opened, beside the monitor's and the pool's") {
            try await stage.withSessions(13) {
                try await stage.fires()
                try await stage.withSessions(2) { try await stage.getsWorse() }
            }
        }
    }

    static let lockWait = AlertDrill(
        "lock_wait", "Lets a session wait for a row that another one has locked."
    ) { stage in
        try await stage.database.write("CREATE TABLE chairs (id int PRIMARY KEY, name text)")
        try await stage.database.write("INSERT INTO chairs VALUES (1, 'window')")
        try await stage.withSession("drill_holder") { holder in
            try await stage.fault("one session updates a row and doesn't commit, another wants the same row") {
                try await holder.execute(script: "BEGIN; UPDATE chairs SET name = 'door' WHERE id = 1")
                let waiter: @Sendable () async throws -> Void = {
                    try await stage.withSession("drill_waiter") { waiter in
                        _ = try await waiter.query("UPDATE chairs SET name = 'corner' WHERE id = 1")
                    }
                }
                try await stage.whileRunning([waiter]) {
                    try await stage.fires()
                    try await stage.getsWorse()
                    try await holder.execute(script: "ROLLBACK")
                }
            }
        }
    }

    static let idleInTransaction = AlertDrill(
        "idle_in_transaction", "Begins a transaction and does nothing in it.",
        setting: DrillSetting(terms: { ($0.limit, $0.clearLimit, $0.criticalLimit) = (1, 1, 3) })
    ) { stage in
        try await stage.withSession("drill_idler") { idler in
            try await stage.fault("a session begins a transaction, reads, and goes idle") {
                try await idler.execute(script: "BEGIN; SELECT count(*) FROM pg_class")
                try await stage.fires()
                try await stage.getsWorse()
                try await idler.execute(script: "COMMIT")
            }
        }
    }
}

extension DrillStage {
    /// Holds some sessions open while `body` runs.
    func withSessions(_ count: Int, _ body: () async throws -> Void) async throws {
        guard count > 0 else { return try await body() }
        try await withSession("drill") { _ in try await withSessions(count - 1, body) }
    }
}
