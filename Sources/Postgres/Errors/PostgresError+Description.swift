extension PostgresError: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private static let shownCharacters = 500

    /// For people: what happened, the server's code by name and number, its hint, the statement and the call site.
    public var description: String {
        var text = "\(code): \(message)"
        if let sqlState { text += " [\(sqlState.name), SQLSTATE \(sqlState.rawValue)]" }
        if let place { text += " (\(place))" }
        if let hint = server?.hint { text += " Hint: \(hint)" }
        if let sql, !sql.isEmpty { text += " Statement: \(Self.shortened(sql))" }
        if let fileID, let line { text += " (at \(fileID):\(line))" }
        return text
    }

    public var debugDescription: String { description }

    public var customMirror: Mirror { Mirror(self, children: ["description": description]) }

    /// What of the database the error is about.
    private var place: String? {
        guard let server else { return nil }
        let table = server.table.map { table in server.schema.map { "\($0).\(table)" } ?? table }
        let named = [
            ("table", table), ("column", server.column), ("type", server.dataType), ("constraint", server.constraint),
            ("character of the statement", server.position.map { "\($0)" }),
        ]
        let parts = named.compactMap { label, value in value.map { "\(label) \($0)" } }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }

    /// On one line, and not longer than a log line should be.
    private static func shortened(_ sql: String) -> String {
        let start = sql.prefix(4 * shownCharacters)
        let line = start.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let isWhole = line.count <= shownCharacters && start.endIndex == sql.endIndex
        return isWhole ? line : "\(line.prefix(shownCharacters))…"
    }
}
