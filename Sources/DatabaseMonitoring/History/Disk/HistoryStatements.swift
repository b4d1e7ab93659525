/// The statements of a file that is open, prepared once.
struct HistoryStatements {
    let setSpan: SQLiteStatement
    let span: SQLiteStatement
    let setKey: SQLiteStatement
    let refreshKey: SQLiteStatement
    let removeKey: SQLiteStatement
    let putDocument: SQLiteStatement
    let trimDocuments: SQLiteStatement
    let removeDocument: SQLiteStatement
    let document: SQLiteStatement
    let documents: SQLiteStatement
    private let connection: SQLiteConnection

    init(_ connection: SQLiteConnection) throws(SQLiteError) {
        self.connection = connection
        setSpan = try connection.prepare("INSERT OR REPLACE INTO spans (place, number, time, body) VALUES (?, ?, ?, ?)")
        span = try connection.prepare("SELECT body FROM spans WHERE place = ?")
        setKey = try connection.prepare("INSERT INTO keys (number, name, last_written) VALUES (?, ?, ?)")
        refreshKey = try connection.prepare("UPDATE keys SET last_written = ? WHERE number = ?")
        removeKey = try connection.prepare("DELETE FROM keys WHERE number = ?")
        putDocument = try connection.prepare(
            "INSERT OR REPLACE INTO documents (kind, key, time, body) VALUES (?, ?, ?, ?)")
        trimDocuments = try connection.prepare(
            """
            DELETE FROM documents
            WHERE rowid IN (SELECT rowid FROM documents WHERE kind = ? ORDER BY time DESC, rowid DESC LIMIT -1 OFFSET ?)
            """)
        removeDocument = try connection.prepare("DELETE FROM documents WHERE kind = ? AND key = ?")
        document = try connection.prepare("SELECT kind, key, time, body FROM documents WHERE kind = ? AND key = ?")
        documents = try connection.prepare(
            """
            SELECT kind, key, time, body
            FROM documents
            WHERE kind = ? AND time BETWEEN ? AND ?
            ORDER BY time DESC, rowid DESC
            LIMIT ?
            """)
    }

    func loadKeys(_ configuration: HistoryConfiguration) throws(SQLiteError) -> HistoryKeys {
        var byName: [String: HistoryKeys.Key] = [:]
        try connection.prepare("SELECT number, name, last_written FROM keys").eachRow { row in
            guard let number = UInt32(exactly: row.integer(0)) else { return }
            byName[row.text(1)] = HistoryKeys.Key(number: number, lastWritten: row.integer(2))
        }
        return HistoryKeys(byName, configuration: configuration)
    }

    func loadDirectory(_ rings: HistoryRings) throws(SQLiteError) -> SpanDirectory {
        var directory = SpanDirectory(rings)
        try connection.prepare("SELECT place, number, time FROM spans").eachRow { row in
            let (place, span) = (row.integer(0), SpanDirectory.Span(number: row.integer(1), time: row.integer(2)))
            guard let tier = HistoryTier(rawValue: place >> 32), span.number >= 0,
                HistoryTime.possible.contains(span.time),
                place == rings[tier].firstPlace + rings[tier].slot(span.number)
            else { return }
            directory.set(span, in: tier)
        }
        return directory
    }
}
