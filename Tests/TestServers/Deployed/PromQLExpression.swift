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
