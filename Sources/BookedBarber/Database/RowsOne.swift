import Postgres

extension Rows {
    /// The only row of a statement that must return exactly one.
    func one<T: RowDecodable>(_ type: T.Type, fileID: StaticString = #fileID, line: UInt = #line) throws -> T {
        guard count == 1, let value = try decode(type).first else {
            throw UnexpectedRowCount(count: count, fileID: "\(fileID)", line: line)
        }
        return value
    }
}

/// A statement that must return one row returned another number of them: a mistake in this program.
struct UnexpectedRowCount: Error, CustomStringConvertible {
    let count: Int
    let fileID: String
    let line: UInt

    var description: String { "expected one row, got \(count), at \(fileID):\(line)" }
}

extension PostgresError {
    /// Whether the server refused because of the constraint with this name (in any partition).
    func violates(_ constraint: String) -> Bool {
        sqlState?.classCode == "23" && server?.constraint == constraint
    }
}
