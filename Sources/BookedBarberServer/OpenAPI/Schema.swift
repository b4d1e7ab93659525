/// A JSON Schema (2020-12, as OpenAPI 3.1 has it) of the few words this project needs. The same value documents a
/// body and checks it, so that what is written down is what is enforced.
struct Schema: Sendable, Equatable {
    enum Kind: Sendable, Equatable {
        case any
        case boolean
        case integer(ClosedRange<Int>)
        case number
        case string
        indirect case array(Schema, maximumCount: Int?)
        case object([String: Schema], required: Set<String>)
        /// Any names, all with values of one sort.
        indirect case map(Schema)
        /// A schema that has a name of its own under `#/components/schemas`.
        case named(String)
    }

    var kind: Kind
    var summary: String?
    var format: Format?
    /// ECMA 262, as JSON Schema wants it. Only documented: `format` or `allowed` is what is checked.
    var pattern: String?
    /// In Unicode scalars.
    var lengths: ClosedRange<Int>?
    var allowed: [String]?
    var example: JSONValue?

    init(_ kind: Kind, _ summary: String? = nil) {
        self.kind = kind
        self.summary = summary
    }

    /// A copy with the changes made.
    func with(_ change: (inout Schema) -> Void) -> Schema {
        var schema = self
        change(&schema)
        return schema
    }
}

extension Schema {
    static let boolean = Schema(.boolean)
    static let integer = Schema(.integer(Int.min...Int.max))
    static let number = Schema(.number)
    static let string = Schema(.string)

    static func integer(_ range: ClosedRange<Int>, _ summary: String? = nil) -> Schema {
        Schema(.integer(range), summary)
    }

    static func text(_ lengths: ClosedRange<Int>, _ summary: String? = nil) -> Schema {
        Schema(.string, summary).with { $0.lengths = lengths }
    }

    static func choice(_ allowed: [String], _ summary: String? = nil) -> Schema {
        Schema(.string, summary).with { $0.allowed = allowed }
    }

    static func formatted(_ format: Format, _ summary: String? = nil) -> Schema {
        Schema(.string, summary).with { schema in
            schema.format = format
            schema.pattern = format.pattern
            schema.example = .string(format.example)
        }
    }
}

extension Schema {
    /// What a string must look like beyond its length.
    struct Format: Sendable, Equatable {
        /// The word for `format` in the document.
        let name: String
        let pattern: String?
        let example: String
        /// Completes "must be …".
        let expectation: String
        let accepts: @Sendable (String) -> Bool

        init(
            _ name: String, pattern: String? = nil, example: String, expectation: String,
            accepts: @escaping @Sendable (String) -> Bool
        ) {
            self.name = name
            self.pattern = pattern
            self.example = example
            self.expectation = expectation
            self.accepts = accepts
        }

        static func == (left: Format, right: Format) -> Bool { left.name == right.name }
    }
}
