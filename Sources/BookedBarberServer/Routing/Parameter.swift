import BookedBarber
import Postgres

/// A value that stands in a path or a query.
protocol ParameterValue: Sendable {
    static var parameterSchema: Schema { get }
    init?(parameter text: String)
}

/// What the document says about one parameter.
struct ParameterDescription: Sendable, Equatable {
    enum Place: String, Sendable {
        case path, query, header
    }

    let name: String
    let place: Place
    let summary: String
    let schema: Schema
    let isRequired: Bool
}

/// A parameter of the query, declared once: the document and the handler both use the declaration.
struct QueryParameter<Value: ParameterValue>: Sendable {
    let name: String
    let summary: String
    let isRequired: Bool
    private let schema: Schema

    init(_ name: String, _ summary: String, isRequired: Bool = false, schema: Schema = Value.parameterSchema) {
        self.name = name
        self.summary = summary
        self.isRequired = isRequired
        self.schema = schema
    }

    var description: ParameterDescription {
        ParameterDescription(name: name, place: .query, summary: summary, schema: schema, isRequired: isRequired)
    }

    /// The value among the query's items; nil when the parameter isn't there and needn't be.
    func value(in items: QueryItems) throws(Problem) -> Value? {
        let texts = items[name]
        guard texts.count <= 1 else { throw .invalid(Violation(.query(name), "must be given once")) }
        guard let text = texts.first else {
            if isRequired { throw .invalid(Violation(.query(name), "is required")) }
            return nil
        }
        if let mistake = mistake(text) { throw .invalid(Violation(.query(name), mistake)) }
        guard let value = Value(parameter: text) else {
            throw .invalid(Violation(.query(name), "must be \(schema.format?.expectation ?? "another value")"))
        }
        return value
    }

    private func mistake(_ text: String) -> String? {
        guard case .integer = schema.kind else { return schema.expectation(text) }
        guard let number = Int(text), String(number) == text else { return "must be an integer" }
        return SchemaCheck(components: [:]).violations(.integer(number), schema).first?.detail
    }
}

/// A parameter of the path. What isn't such a value names nothing: 404.
struct PathParameter<Value: ParameterValue>: Sendable {
    let name: String
    let summary: String

    init(_ name: String, _ summary: String) {
        self.name = name
        self.summary = summary
    }

    var description: ParameterDescription {
        ParameterDescription(
            name: name, place: .path, summary: summary, schema: Value.parameterSchema, isRequired: true)
    }
}

extension ID: ParameterValue {
    static var parameterSchema: Schema { .integer(1...Int.max).with { $0.example = 1 } }
    init?(parameter text: String) { self.init(text) }
}

extension Int: ParameterValue {
    static var parameterSchema: Schema { .integer }
    init?(parameter text: String) { self.init(text) }
}

extension String: ParameterValue {
    static var parameterSchema: Schema { .string }
    init?(parameter text: String) { self = text }
}

extension CalendarDate: ParameterValue {
    static var parameterSchema: Schema { schema }
    init?(parameter text: String) {
        guard let date = CalendarDate(text), (1970...2199).contains(date.year) else { return nil }
        self = date
    }
}
