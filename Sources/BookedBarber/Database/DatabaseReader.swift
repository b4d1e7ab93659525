import Postgres
import PostgresDatabase

extension Database {
    /// Reads outside of a transaction, for functions that can also be part of one.
    var reader: DatabaseReader { DatabaseReader(database: self) }
}

/// Single statements on whatever connection the database reads with.
struct DatabaseReader: QueryExecutor {
    let database: Database

    func query(
        _ query: Query, deadline: Duration?, fileID: StaticString, line: UInt
    ) async throws(PostgresError) -> Rows {
        try await database.read(query, deadline: deadline, fileID: fileID, line: line)
    }
}
