/// Takes the values out of a statement's text, so that it may be shown, stored and sent.
///
/// `pg_stat_activity` shows statements as they were sent: with names, addresses and sums in them if the program doesn't
/// bind its values. What is no keyword, name, operator or placeholder becomes `?`. It reads PostgreSQL's lexical rules
/// ("Lexical Structure" in its manual); what it can't tell, it takes for a value.
enum StatementText {
    /// - Parameter limit: the most characters of the result.
    static func withoutValues(_ text: String, limit: Int = 1000) -> String {
        var scanner = StatementScanner(text)
        var result = ""
        var lastWasSpace = true
        while let token = scanner.next() {
            switch token {
            case .space, .comment:
                if !lastWasSpace { result += " " }
                lastWasSpace = true
                continue
            case .value, .number: result += "?"
            case .other(let words): result += words
            }
            lastWasSpace = false
            if result.utf8.count > limit * 4 { break }
        }
        if lastWasSpace, !result.isEmpty { result.removeLast() }
        return shortened(result, limit)
    }

    static func shortened(_ text: String, _ limit: Int) -> String {
        text.count > limit ? text.prefix(limit - 1) + "…" : text
    }

    static let exemption = "/* no-alert */ "

    /// Whether whoever wrote the statement says that it may be slow: a comment `/* no-alert */` in it.
    static func isExempt(_ text: String) -> Bool {
        text.firstRange(of: /\/\*\s*no-alert\s*\*\//) != nil
    }
}
