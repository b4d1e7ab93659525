/// A statement and the values that are bound to it.
///
/// ```swift
/// let query: Query = "SELECT id FROM users WHERE email = \(email) AND age > \(age)"
/// print(query.sql)  // SELECT id FROM users WHERE email = $1 AND age > $2
/// ```
///
/// Every interpolated value becomes a bind parameter: it travels apart from the text and is never parsed as SQL. The
/// exceptions say what they are: `\(unescaped: …)` for raw SQL, `\(identifier: …)` for a quoted name, `\(query: …)`
/// for a part that is itself a query.
///
/// A value that can't be sent (text with a NUL character, more than 1 GiB) is refused when the query is executed.
public struct Query: Sendable, ExpressibleByStringInterpolation {
    /// The statement's text, with `$1` and so on for its values.
    public let sql: String
    /// The values. Never part of any description.
    public let bindings: Bindings
    /// A short name of low cardinality for logs, metrics and spans, such as `get user by id`.
    public var summary: String?

    /// A statement without values. Only for text that comes from the program itself.
    public init(unsafeSQL sql: String) {
        self.sql = sql
        bindings = Bindings()
    }

    init(sql: String, bindings: Bindings) {
        self.sql = sql
        self.bindings = bindings
    }

    public init(stringLiteral value: String) { self.init(unsafeSQL: value) }

    public init(stringInterpolation: StringInterpolation) {
        sql = stringInterpolation.sql
        bindings = stringInterpolation.bindings
    }

    /// The same query with a name for telemetry.
    public func named(_ summary: String) -> Query {
        var copy = self
        copy.summary = summary
        return copy
    }
}

extension Query: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The text without its values.
    public var description: String { sql }
    public var debugDescription: String { sql }
    public var customMirror: Mirror { Mirror(self, children: ["sql": sql]) }
}
