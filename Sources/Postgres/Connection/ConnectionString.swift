import CLibpq

/// Reads connection URLs by libpq's own parser.
enum ConnectionString {
    static func parse(_ text: String) throws(PostgresError) -> [String: String] {
        guard !text.utf8.contains(0) else { throw invalid("it contains a NUL character") }
        var message: UnsafeMutablePointer<CChar>?
        guard let options = PQconninfoParse(text, &message) else {
            defer { PQfreemem(message) }
            throw invalid(message.map { describe(String(cString: $0), text) } ?? "it can't be read")
        }
        defer { PQconninfoFree(options) }
        var keywords: [String: String] = [:]
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { keywords[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
        let ports = keywords["port", default: ""].split(separator: ",")
        guard ports.allSatisfy({ UInt16($0).map { $0 > 0 } ?? false }) else {
            throw invalid("the port must be a number from 1 to 65535")
        }
        return keywords
    }

    private static func invalid(_ reason: String) -> PostgresError {
        PostgresError(
            code: .invalidConfiguration,
            message: "The PostgreSQL URL is not valid: \(reason). "
                + "It should look like postgres://user:password@host:5432/database.")
    }

    /// libpq quotes the part that it could not read, which may hold the password: only what surrounds it is told.
    private static func describe(_ message: String, _ text: String) -> String {
        var parts: [Substring] = message.split(separator: "\"", omittingEmptySubsequences: false)
        for index in parts.indices where index % 2 == 1 {
            parts[index] = keywordsThatAreSafe.contains(String(parts[index])) ? "\"\(parts[index])\"" : "(hidden)"
        }
        let shown = parts.joined()
        return shown.last?.isNewline ?? false ? String(shown.dropLast()) : shown
    }

    /// Only names, never values.
    private static let keywordsThatAreSafe: Set<String> = ["=", "]", ":", "@"]
}
