import Postgres

@testable import PostgresDatabase

extension ErrorCase {
    static let values = [
        ErrorCase("text that holds a NUL character") {
            try await PoolFixture.withDatabase("errors") { database in
                await postgresError {
                    try await database.write(
                        "SELECT \(7), \("\(secret)\0")::text", fileID: file, line: line)
                }
            }
        },
        ErrorCase("a column read as another type") {
            try await PoolFixture.withDatabase("errors") { database in
                let rows = try await database.read("SELECT \(secret)::text AS email")
                return await postgresError { _ = try rows.decode(Int.self) }
            }
        },
        ErrorCase("a NULL read as a value") {
            try await PoolFixture.withDatabase("errors") { database in
                let rows = try await database.read("SELECT NULL::text AS email")
                return await postgresError { _ = try rows.decode(String.self) }
            }
        },
        ErrorCase("a column that isn't there") {
            try await PoolFixture.withDatabase("errors") { database in
                let rows = try await database.read("SELECT \(secret)::text AS email, 1 AS id")
                return await postgresError { _ = try rows[0].decode(String.self, named: "mail") }
            }
        },
    ]
}
