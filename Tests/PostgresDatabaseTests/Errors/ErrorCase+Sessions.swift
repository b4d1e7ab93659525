import Postgres

@testable import PostgresDatabase

extension ErrorCase {
    static let sessions = [
        ErrorCase("a statement while a stream is open") {
            try await withConnection { connection in
                try await connection.stream("SELECT generate_series(1, 100000)") { _ in
                    await postgresError {
                        try await connection.query("SELECT \(secret)::text", fileID: file, line: line)
                    }
                }
            }
        },
        ErrorCase("a connection that was closed") {
            try await withConnection { connection in
                await connection.close()
                return await postgresError {
                    try await connection.query("SELECT \(secret)::text", fileID: file, line: line)
                }
            }
        },
        ErrorCase("a statement that is no COPY") {
            try await withConnection { connection in
                await postgresError {
                    _ = try await connection.copyIn("SELECT 1", fileID: file, line: line) { _ in }
                }
            }
        },
        ErrorCase("a COPY executed as a query") {
            try await withConnection { connection in
                await postgresError {
                    try await connection.query("COPY (SELECT 1) TO STDOUT", fileID: file, line: line)
                }
            }
        },
    ]

    private static func withConnection(
        _ body: (Connection) async throws -> PostgresError?
    ) async throws -> PostgresError? {
        try await PoolFixture.withDatabase("errors") { database in try await database.withConnection(body) }
    }
}
