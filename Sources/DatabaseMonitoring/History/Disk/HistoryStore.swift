/// A file that is open, and what is known of it in memory. Only one program has it at a time.
///
/// Of one isolation domain. After an error the last transaction is undone, in the file and here.
final class HistoryStore {
    let connection: SQLiteConnection
    let statements: HistoryStatements
    let configuration: HistoryConfiguration
    var keys: HistoryKeys
    var directory: SpanDirectory
    /// For the drill of a full disk; see ``restrictPages()``.
    private(set) var isRestricted = false

    /// - Throws: what SQLite says, and ``HistoryDamage`` for a file that is none of ours.
    init(_ file: HistoryFile, configuration: HistoryConfiguration) throws {
        try file.makePrivate()
        let rings = HistoryRings(configuration)
        connection = try SQLiteConnection(path: file.path)
        try HistorySchema(connection).prepare(for: rings)
        statements = try HistoryStatements(connection)
        self.configuration = configuration
        keys = try statements.loadKeys(configuration)
        directory = try statements.loadDirectory(rings)
    }

    /// - Parameter body: writes, by what may change ``keys`` and ``directory``.
    func write(_ body: () throws(SQLiteError) -> Void) throws(SQLiteError) {
        let former = (keys, directory)
        do {
            try connection.transaction { () throws(SQLiteError) in
                try body()
                if isRestricted { try takePagesThatAreNotThere() }
            }
        } catch {
            (keys, directory) = former
            throw error
        }
    }

    /// From now on every write fails with SQLite's own error for a full disk.
    func restrictPages() throws(SQLiteError) {
        let pages = try connection.integer("PRAGMA page_count") ?? 1
        try connection.execute("PRAGMA max_page_count = \(pages)")
        isRestricted = true
    }

    func liftRestriction() throws(SQLiteError) {
        try connection.execute("PRAGMA max_page_count = 4294967294")
        isRestricted = false
    }

    /// Full rings need no new pages, so the limit alone would not be met.
    private func takePagesThatAreNotThere() throws(SQLiteError) {
        let free = try connection.integer("PRAGMA freelist_count") ?? 0
        let bytes = (free + 2) * HistorySchema.pageBytes
        try connection.execute("INSERT INTO documents (kind, key, time, body) VALUES ('', '', 0, zeroblob(\(bytes)))")
    }
}
