/// All that's wrong with the configuration, each mistake with its place: nobody wants to hear of them one by one.
struct ConfigurationError: Error, Equatable, CustomStringConvertible {
    let problems: [ConfigurationProblem]

    var description: String {
        let count = problems.count == 1 ? "a mistake" : "\(problems.count) mistakes"
        return (["The configuration has \(count):"] + problems.map { "  \($0)" }).joined(separator: "\n")
    }
}

/// One mistake: where it is, and a sentence that says what's wrong and what would be right.
struct ConfigurationProblem: Error, Sendable, Equatable, CustomStringConvertible {
    let origin: ConfigurationOrigin
    let message: String

    var description: String { "\(origin): \(message)" }

    /// - Parameter text: what was found; not repeated for a secret.
    static func notAllowed(_ key: ConfigurationKey, text: String, at origin: ConfigurationOrigin) -> Self {
        let found = key.isSecret ? "isn't understood (its value is hidden)" : "is \(quoted(text))"
        return Self(origin: origin, message: "\(key.path) \(found), and must be \(key.allowed)")
    }

    static func unreadable(_ path: String, line: Int, _ reason: String) -> Self {
        Self(origin: .file(path: path, line: line), message: reason)
    }

    /// Cut to a length that fits a line, with control characters made visible.
    static func quoted(_ text: String) -> String {
        let shown = text.count > 80 ? text.prefix(80) + "…" : Substring(text)
        return "\"" + shown.unicodeScalars.map { $0.value < 32 ? $0.escaped(asASCII: true) : String($0) }.joined()
            + "\""
    }
}
