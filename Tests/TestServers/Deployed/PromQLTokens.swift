/// The words of an expression, without its texts, numbers and blanks.
struct PromQLTokens {
    enum Token: Equatable {
        case name(String)
        case symbol(Character)
    }

    private var rest: Substring

    init(_ text: String) { rest = text[...] }

    /// The next character that isn't blank.
    var peek: Character? { rest.first { !$0.isWhitespace } }

    mutating func next() -> Token? {
        while let first = rest.first {
            switch first {
            case "\"", "'", "`": skipText(first)
            case "$": skipVariable()
            case _ where first.isNumber:
                rest = rest.drop { $0.isNumber || $0.isLetter || $0 == "." }
            case _ where Self.begins(first):
                let name = rest.prefix { Self.begins($0) || $0.isNumber }
                rest = rest.dropFirst(name.count)
                return .name(String(name))
            default:
                rest.removeFirst()
                if !first.isWhitespace { return .symbol(first) }
            }
        }
        return nil
    }

    /// The names up to and with a symbol.
    mutating func names(to end: Character) -> [String] {
        var names: [String] = []
        while let token = next(), token != .symbol(end) {
            if case .name(let name) = token { names.append(name) }
        }
        return names
    }

    mutating func skip(to end: Character) { rest = rest.drop { $0 != end }.dropFirst() }

    private mutating func skipText(_ quote: Character) {
        rest.removeFirst()
        while let first = rest.popFirst(), first != quote {
            if first == "\\", quote != "`" { _ = rest.popFirst() }
        }
    }

    /// Of Grafana: `$name` or `${name}`.
    private mutating func skipVariable() {
        rest.removeFirst()
        if rest.first == "{" { skip(to: "}") } else { rest = rest.drop { Self.begins($0) || $0.isNumber } }
    }

    private static func begins(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character == "_" || character == ":")
    }
}
