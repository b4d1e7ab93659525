import Postgres
import PostgresDatabase

// Every statement has a name for telemetry, written before it: `database.read("get user by id", "SELECT …")`.

extension Query {
    static func named(_ name: String, _ query: Query) -> Query { query.named(name) }
}

extension Database {
    func read(
        _ name: String, _ query: Query, fileID: StaticString = #fileID, line: UInt = #line
    ) async throws(PostgresError) -> Rows {
        try await read(query.named(name), fileID: fileID, line: line)
    }

    func write(
        _ name: String, _ query: Query, fileID: StaticString = #fileID, line: UInt = #line
    ) async throws(PostgresError) -> Rows {
        try await write(query.named(name), fileID: fileID, line: line)
    }
}

extension QueryExecutor {
    func query(
        _ name: String, _ query: Query, deadline: Duration? = nil, fileID: StaticString = #fileID, line: UInt = #line
    ) async throws(PostgresError) -> Rows {
        try await self.query(query.named(name), deadline: deadline, fileID: fileID, line: line)
    }
}
