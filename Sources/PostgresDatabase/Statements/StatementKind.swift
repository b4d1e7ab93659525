/// Whether a statement only reads, as far as its words tell.
enum StatementKind {
    private static let reads: Set<String> = ["SELECT", "VALUES", "TABLE", "SHOW", "EXPLAIN", "WITH"]
    private static let changes: Set<String> = ["INSERT", "UPDATE", "DELETE", "MERGE"]
    /// What locks rows when it follows `FOR`.
    private static let locks: Set<String> = ["UPDATE", "SHARE", "NO", "KEY"]
    /// Functions that change the session or the database.
    private static let functions: Set<String> = ["SET_CONFIG", "SETSEED", "NEXTVAL", "SETVAL", "PG_NOTIFY"]

    /// The word that shows that a statement doesn't only read; nil if there is none.
    ///
    /// `WITH` may hold changes, and `EXPLAIN` may execute one: they are searched for the words of changes. A column
    /// that bears such a name has to be quoted there. What functions do isn't known, but for some of PostgreSQL's.
    static func wordOfChange(in sql: String) -> String? {
        var words = SQLWords(sql)
        let first = words.next() ?? ""
        guard reads.contains(first) else { return first }
        let mayHoldChanges = first == "WITH" || first == "EXPLAIN"
        var isAfterFor = false
        while let word = words.next() {
            if isAfterFor, locks.contains(word) { return "FOR \(word)" }
            if word == "INTO" || isFunctionOfChange(word) || mayHoldChanges && changes.contains(word) { return word }
            isAfterFor = word == "FOR"
        }
        return nil
    }

    private static func isFunctionOfChange(_ word: String) -> Bool {
        functions.contains(word) || word.hasPrefix("PG_ADVISORY_") || word.hasPrefix("PG_TRY_ADVISORY_")
    }

    /// The words of a statement that may be the names of functions, as the server stores them. Each once, and at most
    /// 256.
    static func names(in sql: String) -> [String] {
        var words = SQLWords(sql, givesQuotedNames: true)
        var names: Set<String> = []
        while names.count < 256, let word = words.next() { names.insert(word) }
        return names.sorted()
    }
}
