import CSQLite

/// A connection to a file. It belongs to one isolation domain and isn't `Sendable`.
///
/// Pointers are used here and in ``SQLiteStatement`` alone. Sound, because the handle comes from `sqlite3_open_v2`,
/// never leaves these two types, and is closed once, when the connection and every statement, each of which keeps the
/// connection, are gone.
final class SQLiteConnection {
    let handle: OpaquePointer

    /// Opens a file that exists.
    init(path: String) throws(SQLiteError) {
        var opened: OpaquePointer?
        let code = sqlite3_open_v2(path, &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nil)
        guard code == SQLITE_OK, let opened else {
            let error = opened.map { Self.error($0) }
            sqlite3_close_v2(opened)
            throw error ?? SQLiteError(code: code, message: String(cString: sqlite3_errstr(code)))
        }
        handle = opened
        sqlite3_extended_result_codes(handle, 1)
    }

    deinit { sqlite3_close_v2(handle) }

    func prepare(_ sql: String) throws(SQLiteError) -> SQLiteStatement {
        var prepared: OpaquePointer?
        let code = sqlite3_prepare_v2(handle, sql, -1, &prepared, nil)
        guard code == SQLITE_OK, let prepared else { throw error }
        return SQLiteStatement(prepared, of: self)
    }

    /// Runs one statement to its end.
    func execute(_ sql: String) throws(SQLiteError) { try prepare(sql).run() }

    /// The first column of the first row; nil where there is none.
    func integer(_ sql: String) throws(SQLiteError) -> Int64? {
        var value: Int64?
        try prepare(sql).eachRow { row in value = value ?? row.integer(0) }
        return value
    }

    /// As ``integer(_:)``.
    func text(_ sql: String) throws(SQLiteError) -> String? {
        var value: String?
        try prepare(sql).eachRow { row in value = value ?? row.text(0) }
        return value
    }

    /// All or nothing: what `body` wrote is undone when it or the commit fails.
    func transaction(_ body: () throws(SQLiteError) -> Void) throws(SQLiteError) {
        try execute("BEGIN IMMEDIATE")
        do {
            try body()
            try execute("COMMIT")
        } catch {
            // SQLite may have rolled back by itself.
            if sqlite3_get_autocommit(handle) == 0 { try? execute("ROLLBACK") }
            throw error
        }
    }

    var error: SQLiteError { Self.error(handle) }

    private static func error(_ handle: OpaquePointer) -> SQLiteError {
        SQLiteError(code: sqlite3_extended_errcode(handle), message: String(cString: sqlite3_errmsg(handle)))
    }
}
