/// Takes passwords out of connection strings so that the rest can be shown.
enum HiddenPassword {
    private static let placeholder = "***"
    /// What carries a secret as a parameter of a URL or a word of a keyword string.
    private static let secretNames: Set<String> = ["password", "sslpassword", "passfile", "token", "secret"]

    /// `postgres://anna:pw@db/x?sslmode=require` becomes `postgres://anna:***@db/x?sslmode=require`.
    /// Text that's neither a URL nor `name=value` words is hidden wholly: it can't be known what is in it.
    static func shown(of text: String) -> String {
        if let scheme = text.firstRange(of: "://") {
            return url(scheme: text[..<scheme.upperBound], rest: text[scheme.upperBound...])
        }
        return keywords(text) ?? Secret.hidden
    }

    private static func url(scheme: Substring, rest: Substring) -> String {
        // An unescaped "@" may stand in a password or a parameter: the last one is taken, which hides rather too much.
        var head = String(scheme)
        var remainder = rest
        if let at = rest.lastIndex(of: "@"), let colon = rest[..<at].firstIndex(of: ":") {
            head += "\(rest[..<colon]):\(placeholder)"
            remainder = rest[at...]
        }
        guard let question = remainder.firstIndex(of: "?") else { return head + remainder }
        let parameters = remainder[remainder.index(after: question)...]
            .split(separator: "&", omittingEmptySubsequences: false).map(parameter)
        return head + remainder[...question] + parameters.joined(separator: "&")
    }

    private static func parameter(_ text: Substring) -> String {
        guard let equals = text.firstIndex(of: "="), secretNames.contains(text[..<equals].lowercased())
        else { return String(text) }
        return "\(text[..<equals])=\(placeholder)"
    }

    /// libpq's keyword strings (`host=db user=anna`); nil when it isn't one, or has quotes, where a word's end is unclear.
    private static func keywords(_ text: String) -> String? {
        let words = text.split(whereSeparator: \.isWhitespace)
        guard !words.isEmpty, words.allSatisfy({ $0.contains("=") && !$0.contains("'") && !$0.contains("\\") })
        else { return nil }
        return words.map(parameter).joined(separator: " ")
    }
}
