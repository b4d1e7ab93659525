/// What an expression of PromQL asks for: series, and the labels by which it groups or matches them.
///
/// It reads names, not syntax: `promtool check rules` finds mistakes of that kind.
public struct PromQLExpression: Sendable {
    public struct Selector: Sendable, Hashable {
        public let metric: String
        /// Those that its matchers name.
        public let labels: [String]
        /// The innermost function or aggregation around it: `rate`. Nil when there is none.
        public let function: String?
    }

    public private(set) var selectors: [Selector] = []
    /// In `by`, `without`, `on`, `ignoring`, `group_left`, `group_right`.
    public private(set) var groupingLabels: Set<String> = []

    private static let groupings: Set = ["by", "without", "on", "ignoring", "group_left", "group_right"]
    private static let operators: Set = [
        "and", "or", "unless", "bool", "offset", "atan2", "inf", "nan", "start", "end",
    ]
    private static let aggregations: Set = [
        "sum", "min", "max", "avg", "group", "stddev", "stdvar", "count", "count_values", "bottomk", "topk", "quantile",
    ]

    public init(_ text: String) {
        var tokens = PromQLTokens(text)
        var around: [String?] = []
        var function: String?
        while let token = tokens.next() {
            switch token {
            case .symbol("("):
                around.append(function ?? around.last ?? nil)
                function = nil
            case .symbol(")"): _ = around.popLast()
            case .symbol("["): tokens.skip(to: "]")
            case .symbol: break
            case .name(let name) where Self.groupings.contains(name.lowercased()):
                if tokens.peek == "(" { groupingLabels.formUnion(tokens.names(to: ")")) }
            case .name(let name) where Self.operators.contains(name.lowercased()): break
            case .name(let name) where tokens.peek == "(" || Self.aggregations.contains(name.lowercased()):
                function = name.lowercased()
            case .name(let name):
                let labels = tokens.peek == "{" ? tokens.names(to: "}") : []
                selectors.append(Selector(metric: name, labels: labels, function: around.last ?? nil))
            }
        }
    }
}

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
