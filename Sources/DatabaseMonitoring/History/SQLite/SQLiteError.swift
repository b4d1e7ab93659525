import CSQLite

/// What SQLite answered in place of success.
struct SQLiteError: Error, Equatable, CustomStringConvertible {
    /// The extended result code, as SQLite numbers them.
    let code: Int32
    /// SQLite's own words. They name tables and files, never a bound value.
    let message: String

    static let cannotOpen = SQLITE_CANTOPEN

    var primaryCode: Int32 { code & 0xff }
    var isFull: Bool { primaryCode == SQLITE_FULL }
    var isReadOnly: Bool { primaryCode == SQLITE_READONLY }
    /// What is in the file can't be SQLite's.
    var isDamage: Bool { primaryCode == SQLITE_CORRUPT || primaryCode == SQLITE_NOTADB }
    /// A statement of ours isn't possible in this file: it has other tables.
    var isUnexpected: Bool { [SQLITE_ERROR, SQLITE_CONSTRAINT, SQLITE_MISMATCH].contains(primaryCode) }
    var isBusy: Bool { primaryCode == SQLITE_BUSY || primaryCode == SQLITE_LOCKED }
    /// By the system, for want of a folder, a file or permission.
    var isRefused: Bool { [SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH, SQLITE_READONLY].contains(primaryCode) }
    /// The file was removed, or another one put in its place.
    var isMoved: Bool { code == SQLITE_READONLY | (4 << 8) }

    var description: String { "\(message) (SQLite \(code))" }
}
