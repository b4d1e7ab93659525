import CSQLite

/// A prepared statement, to be run any number of times.
///
/// Pointers: see ``SQLiteConnection``. What SQLite lends for the time of a row is copied before this returns; what is
/// bound is copied by SQLite.
final class SQLiteStatement {
    private let handle: OpaquePointer
    private let connection: SQLiteConnection

    init(_ handle: OpaquePointer, of connection: SQLiteConnection) {
        (self.handle, self.connection) = (handle, connection)
    }

    deinit { sqlite3_finalize(handle) }

    /// Runs to the end; rows are passed over.
    func run(_ values: SQLiteValue...) throws(SQLiteError) { try step(through: values) { _ in } }

    /// Runs to the end. `row` reads columns from this statement, numbered from 0.
    func eachRow(_ values: SQLiteValue..., row: (SQLiteStatement) -> Void) throws(SQLiteError) {
        try step(through: values, row)
    }

    func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

    func real(_ column: Int32) -> Double { sqlite3_column_double(handle, column) }

    func text(_ column: Int32) -> String {
        guard let text = sqlite3_column_text(handle, column) else { return "" }
        let bytes = Int(sqlite3_column_bytes(handle, column))
        return String(decoding: UnsafeBufferPointer(start: text, count: bytes), as: UTF8.self)
    }

    func blob(_ column: Int32) -> [UInt8] {
        guard let blob = sqlite3_column_blob(handle, column) else { return [] }
        return [UInt8](UnsafeRawBufferPointer(start: blob, count: Int(sqlite3_column_bytes(handle, column))))
    }

    private func step(through values: [SQLiteValue], _ row: (SQLiteStatement) -> Void) throws(SQLiteError) {
        // A statement that isn't reset would keep the log from being emptied.
        defer { sqlite3_reset(handle) }
        for (index, value) in values.enumerated() { try bind(value, at: Int32(index + 1)) }
        while true {
            switch sqlite3_step(handle) {
            case SQLITE_ROW: row(self)
            case SQLITE_DONE: return
            default: throw connection.error
            }
        }
    }

    private func bind(_ value: SQLiteValue, at index: Int32) throws(SQLiteError) {
        let code =
            switch value {
            case .integer(let value): sqlite3_bind_int64(handle, index, value)
            case .real(let value): sqlite3_bind_double(handle, index, value)
            case .text(let value): csqlite_bind_text(handle, index, value, Int32(value.utf8.count))
            // An empty array may have no address, which SQLite would take for NULL.
            case .blob([]): sqlite3_bind_zeroblob(handle, index, 0)
            case .blob(let value): csqlite_bind_blob(handle, index, value, Int32(value.count))
            }
        guard code == SQLITE_OK else { throw connection.error }
    }
}
