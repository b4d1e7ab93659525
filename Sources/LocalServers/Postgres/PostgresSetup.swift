/// Makes the application's role and database in a running server, where they are missing.
struct PostgresSetup: Sendable {
    let start: PostgresStart
    let port: Int

    func run() async throws(LocalServerError) {
        let user = start.configuration.userName
        let database = start.configuration.databaseName
        let password = start.credentials.owner
        let hasStatistics = start.settings.values["shared_preload_libraries"]?.contains("pg_stat_statements") ?? false
        do throws(AdminSession.Failure) {
            // A replica has what its primary has.
            let isReplica = try await AdminSession.perform(start.adminURL(port: port), within: .seconds(60)) {
                session throws(AdminSession.Failure) -> Bool in
                guard try session.query("SELECT 1 WHERE pg_is_in_recovery()").isEmpty else { return true }
                try Self.makeRole(user, password: password, session)
                try Self.makeDatabase(database, owner: user, session)
                return false
            }
            guard hasStatistics, !isReplica else { return }
            try await AdminSession.perform(start.adminURL(port: port, database: database), within: .seconds(60)) {
                session throws(AdminSession.Failure) in
                try session.query("SET client_min_messages = warning")
                try session.query("CREATE EXTENSION IF NOT EXISTS pg_stat_statements")
            }
        } catch {
            throw LocalServerError(
                .startFailed, "The database \(database) could not be set up: \(error.message)")
        }
    }

    private static func makeRole(
        _ name: String, password: String, _ session: AdminSession
    ) throws(AdminSession.Failure) {
        let literal = AdminSession.quoted(literal: name)
        guard try session.query("SELECT 1 FROM pg_roles WHERE rolname = \(literal)").isEmpty else { return }
        let role = AdminSession.quoted(identifier: name)
        let verifier = AdminSession.quoted(literal: try session.verifier(forPassword: password, user: name))
        // One transaction: a role is never there without its rights.
        try session.query(
            "BEGIN; CREATE ROLE \(role) LOGIN PASSWORD \(verifier); GRANT pg_monitor TO \(role); COMMIT")
    }

    private static func makeDatabase(
        _ name: String, owner: String, _ session: AdminSession
    ) throws(AdminSession.Failure) {
        let literal = AdminSession.quoted(literal: name)
        guard try session.query("SELECT 1 FROM pg_database WHERE datname = \(literal)").isEmpty else { return }
        let database = AdminSession.quoted(identifier: name)
        try session.query("CREATE DATABASE \(database) OWNER \(AdminSession.quoted(identifier: owner))")
    }
}
