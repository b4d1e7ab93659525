/// A type that says for itself what it looks like in JSON: single values with a format or a range of their own.
protocol SchemaDescribed: Decodable {
    static var schema: Schema { get }
    /// A valid value, for the examples.
    static var example: Self { get }
}

/// A body whose members have limits or explanations that their types don't carry.
protocol SchemaAnnotated {
    /// By the name that the member has in JSON. Only what is set here replaces what the type says.
    static var annotations: [String: Schema] { get }
}

extension Schema {
    /// This schema with everything that an annotation sets.
    func annotated(_ annotation: Schema) -> Schema {
        var schema = self
        switch (kind, annotation.kind) {
        case (.integer, .integer), (.array, .array): schema.kind = annotation.kind
        default: break
        }
        schema.summary = annotation.summary ?? summary
        schema.format = annotation.format ?? format
        schema.pattern = annotation.pattern ?? pattern
        schema.lengths = annotation.lengths ?? lengths
        schema.allowed = annotation.allowed ?? allowed
        schema.example = annotation.example ?? example
        return schema
    }
}

extension JSONValue: SchemaDescribed {
    static var schema: Schema { Schema(.any) }
    static var example: JSONValue { .object([:]) }
}

extension Timestamp: SchemaDescribed {
    static let schema = Schema.formatted(
        Schema.Format(
            "date-time", example: "2026-11-23T15:00:00Z", expectation: "a date and time such as 2026-11-23T15:00:00Z",
            accepts: { Timestamp($0) != nil }))

    static var example: Timestamp { Timestamp("2026-11-23T15:00:00Z")! }
}
