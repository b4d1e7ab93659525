/// Why something that was asked of PostgreSQL did not happen.
///
/// `code` says where it went wrong; when the server refused a statement (`.server`), `sqlState` says why.
///
/// ```swift
/// do {
///     try await connection.query("INSERT INTO users (email) VALUES (\(email))")
/// } catch {
///     guard error.sqlState == .uniqueViolation else { throw error }
///     throw EmailIsTaken()
/// }
/// ```
///
/// Neither the description nor any field but `server`'s `message`, `detail` and `context` ever holds a value that was
/// bound to a statement, a password or a URL with credentials; those three come from the server as they are and are
/// left out of every description.
public struct PostgresError: Error, Sendable {
    /// One reference: functions that throw it, and queries that remember one, stay small.
    private var storage: Storage

    private final class Storage: Sendable {
        let fields: Fields
        init(_ fields: Fields) { self.fields = fields }
    }

    private struct Fields: Sendable {
        var code: Code
        var message: String
        var sqlState: SQLState?
        var server: ServerFields?
        var sql: String?
        var fileID: StaticString?
        var line: UInt?
    }

    public init(
        code: Code, message: String, sqlState: SQLState? = nil, server: ServerFields? = nil, sql: String? = nil,
        fileID: StaticString? = nil, line: UInt? = nil
    ) {
        storage = Storage(
            Fields(
                code: code, message: message, sqlState: sqlState, server: server, sql: sql, fileID: fileID, line: line))
    }

    private func replacing(_ change: (inout Fields) -> Void) -> Storage {
        var fields = storage.fields
        change(&fields)
        return Storage(fields)
    }

    public var code: Code {
        get { storage.fields.code }
        set { storage = replacing { $0.code = newValue } }
    }

    /// What happened, in a sentence.
    public var message: String {
        get { storage.fields.message }
        set { storage = replacing { $0.message = newValue } }
    }

    /// The server's own code, if it was the server that spoke.
    public var sqlState: SQLState? {
        get { storage.fields.sqlState }
        set { storage = replacing { $0.sqlState = newValue } }
    }

    /// Further fields of the server's answer.
    public var server: ServerFields? {
        get { storage.fields.server }
        set { storage = replacing { $0.server = newValue } }
    }

    /// The statement's text, with `$1` and so on for its values.
    public var sql: String? {
        get { storage.fields.sql }
        set { storage = replacing { $0.sql = newValue } }
    }

    /// Where the call was made.
    public var fileID: StaticString? {
        get { storage.fields.fileID }
        set { storage = replacing { $0.fileID = newValue } }
    }

    public var line: UInt? {
        get { storage.fields.line }
        set { storage = replacing { $0.line = newValue } }
    }
}
