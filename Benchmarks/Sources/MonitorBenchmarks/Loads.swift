import Postgres
import PostgresDatabase

/// Reads of appointments and users by 16 tasks, as fast as they get answers, until it is cancelled.
struct PointReads: Sendable {
    let database: Database

    func run() async throws {
        await withTaskGroup(of: Void.self) { group in
            for start in 0..<16 {
                group.addTask {
                    var id = start
                    while !Task.isCancelled {
                        id = (id + 17) % 2000
                        _ = try? await database.read("SELECT full_name FROM users WHERE id = \(id)")
                        _ = try? await database.read(
                            "SELECT id, starts_at FROM appointments WHERE client_id = \(id) ORDER BY starts_at DESC LIMIT 5"
                        )
                    }
                }
            }
        }
    }
}

/// Statements that PostgreSQL tells apart.
struct ManyStatements: Sendable {
    let database: Database

    func execute(_ count: Int) async throws {
        try await database.withConnection { connection in
            for number in 0..<count {
                // Names of columns and values don't tell statements apart; operators do.
                let signs = (0..<13).map { number >> $0 & 1 == 0 ? " + 1" : " - 1" }.joined()
                try await connection.query(Query(unsafeSQL: "SELECT 1\(signs)"))
            }
        }
    }
}
