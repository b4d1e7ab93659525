/// A file that is not a history of this version, or damaged.
struct HistoryDamage: Error {
    let reason: String
}

/// The tables of the file.
///
/// - `spans`: a row for each slot of each ring, see ``HistoryRing``, with the figures as ``SpanBlob``.
/// - `keys`: the numbers of names, see ``HistoryKeys``.
/// - `rings`: their capacities, so that a change of settings is seen.
/// - `documents`.
struct HistorySchema {
    static let pageBytes: Int64 = 8192
    /// "bbmh"
    private static let application: Int64 = 0x6262_6d68
    private static let version: Int64 = 1

    private let connection: SQLiteConnection

    init(_ connection: SQLiteConnection) { self.connection = connection }

    /// Makes the tables in an empty file; otherwise checks that they are whole, and fits them to `rings`.
    func prepare(for rings: HistoryRings) throws {
        // The index of the log is in memory then, not in a mapped file, which a full disk may take away; and no second
        // program can write what this one doesn't know of.
        try connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        try connection.execute("PRAGMA cell_size_check = ON")
        try connection.execute("PRAGMA trusted_schema = OFF")
        let isNew = try isEmpty()
        if !isNew { try checkVersion() }
        try useLog()
        if isNew { try connection.transaction(create) } else { try checkContents() }
        for ring in rings.all { try fit(ring) }
    }

    private func isEmpty() throws -> Bool { try connection.integer("SELECT count(*) FROM sqlite_schema") == 0 }

    private func checkVersion() throws {
        guard try connection.integer("PRAGMA application_id") == Self.application else {
            throw HistoryDamage(reason: "it is not a history")
        }
        let version = try connection.integer("PRAGMA user_version") ?? 0
        guard version == Self.version else {
            throw HistoryDamage(reason: "it is of version \(version), and this program writes \(Self.version)")
        }
    }

    private func useLog() throws {
        try connection.execute("PRAGMA page_size = \(Self.pageBytes)")
        guard let mode = try connection.text("PRAGMA journal_mode = WAL"), mode == "wal" else {
            throw HistoryDamage(reason: "it can't have a write-ahead log")
        }
        // A power cut may cost the last seconds, and nothing else.
        try connection.execute("PRAGMA synchronous = NORMAL")
        try connection.execute("PRAGMA wal_autocheckpoint = 256")
        try connection.execute("PRAGMA journal_size_limit = \(512 * Self.pageBytes)")
    }

    private func checkContents() throws {
        let fault = try connection.text("PRAGMA quick_check(1)") ?? "it can't be checked"
        guard fault == "ok" else { throw HistoryDamage(reason: fault) }
    }

    private func create() throws(SQLiteError) {
        try connection.execute(
            """
            CREATE TABLE spans (
                place INTEGER PRIMARY KEY, number INTEGER NOT NULL, time INTEGER NOT NULL, body BLOB NOT NULL)
            """)
        try connection.execute(
            """
            CREATE TABLE keys (number INTEGER PRIMARY KEY, name TEXT NOT NULL, last_written INTEGER NOT NULL)
            """)
        try connection.execute("CREATE TABLE rings (tier INTEGER PRIMARY KEY, capacity INTEGER NOT NULL)")
        try connection.execute(
            """
            CREATE TABLE documents (
                kind TEXT NOT NULL, key TEXT NOT NULL, time INTEGER NOT NULL, body BLOB NOT NULL,
                UNIQUE (kind, key))
            """)
        try connection.execute("CREATE INDEX documents_by_time ON documents (kind, time)")
        try connection.execute("PRAGMA application_id = \(Self.application)")
        try connection.execute("PRAGMA user_version = \(Self.version)")
    }

    /// Gives the rows of a ring their slots anew where its capacity has changed; what it has no place for goes.
    private func fit(_ ring: HistoryRing) throws {
        let tier = ring.tier.rawValue
        let former = try connection.integer("SELECT capacity FROM rings WHERE tier = \(tier)")
        guard former != ring.capacity else { return }
        let (first, end) = (ring.firstPlace, ring.firstPlace + 1 << 32)
        try connection.transaction { () throws(SQLiteError) in
            if former != nil {
                let last = try last(ring)
                let isOfRing = "place >= \(first) AND place < \(end)"
                try connection.execute(
                    "DELETE FROM spans WHERE \(isOfRing) AND (number <= \(last - ring.capacity) OR number > \(last))")
                // By way of negative places: a row must not meet one that hasn't moved yet.
                try connection.execute(
                    "UPDATE spans SET place = -1 - number % \(ring.capacity) WHERE \(isOfRing)")
                try connection.execute("UPDATE spans SET place = \(first) - 1 - place WHERE place < 0")
            }
            try connection.execute("INSERT OR REPLACE INTO rings (tier, capacity) VALUES (\(tier), \(ring.capacity))")
        }
    }

    /// The number in a ring of the sample that was written last.
    private func last(_ ring: HistoryRing) throws(SQLiteError) -> Int64 {
        let column = ring.tier == .sample ? "number" : "time / \(ring.span)"
        return try connection.integer(
            "SELECT \(column) FROM spans WHERE place < \(1 << 32 as Int64) ORDER BY number DESC LIMIT 1") ?? 0
    }
}
