/// What a server says in an error besides its code and message.
public struct ServerFields: Sendable, Hashable {
    /// `ERROR`, `FATAL`, `PANIC`, or a notice's `WARNING`, `NOTICE`, … in English whatever the server's language.
    public var severity: String
    /// The message in full. May hold values, which the error's own `message` leaves out.
    public var message: String?
    /// More about the error. May hold values: left out of descriptions.
    public var detail: String?
    /// What to do about it.
    public var hint: String?
    public var schema: String?
    public var table: String?
    public var column: String?
    public var dataType: String?
    /// The constraint that was violated.
    public var constraint: String?
    /// Where in the statement's text, in characters from 1.
    public var position: Int?
    /// The call stack of functions inside the server. May hold values: left out of descriptions.
    public var context: String?

    public init(
        severity: String, message: String? = nil, detail: String? = nil, hint: String? = nil, schema: String? = nil,
        table: String? = nil, column: String? = nil, dataType: String? = nil, constraint: String? = nil,
        position: Int? = nil, context: String? = nil
    ) {
        self.severity = severity
        self.message = message
        self.detail = detail
        self.hint = hint
        self.schema = schema
        self.table = table
        self.column = column
        self.dataType = dataType
        self.constraint = constraint
        self.position = position
        self.context = context
    }
}

extension ServerFields: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The fields that never hold a value.
    private var harmless: [(label: String, value: String)] {
        let fields = [
            ("severity", severity), ("hint", hint), ("schema", schema), ("table", table), ("column", column),
            ("data type", dataType), ("constraint", constraint), ("position", position.map { "\($0)" }),
        ]
        return fields.compactMap { label, value in value.map { (label, $0) } }
    }

    public var description: String { harmless.map { "\($0.label): \($0.value)" }.joined(separator: ", ") }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: harmless.map { ($0.label, $0.value as Any) }) }
}
