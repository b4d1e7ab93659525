/// Holds a JSON value against a schema and names every mistake with the place where it stands.
struct SchemaCheck: Sendable {
    /// What `named` schemas mean.
    let components: [String: Schema]

    /// The mistakes, in the order of the members' names; at most `limit`.
    func violations(_ value: JSONValue, _ schema: Schema, limit: Int = 20) -> [Violation] {
        var found: [Violation] = []
        check(value, schema, path: [], into: &found)
        return Array(found.prefix(limit))
    }

    private func check(_ value: JSONValue, _ schema: Schema, path: [String], into found: inout [Violation]) {
        func refuse(_ detail: String) { found.append(Violation(.body(path), detail)) }
        switch (schema.kind, value) {
        case (.any, _), (.boolean, .bool): break
        case (.number, .integer), (.number, .number): break
        case (.named(let name), _):
            if let component = components[name] { check(value, component, path: path, into: &found) }
        case (.integer(let range), .integer(let number)):
            if !range.contains(number) { refuse("must be \(range.expectation)") }
        case (.integer(let range), .number(let number)) where number == number.rounded():
            guard let exact = Int(exactly: number), range.contains(exact) else {
                return refuse("must be \(range.expectation)")
            }
        case (.string, .string(let text)):
            if let expectation = schema.expectation(text) { refuse(expectation) }
        case (.array(let element, let maximumCount), .array(let values)):
            if let maximumCount, values.count > maximumCount {
                return refuse("must have at most \(maximumCount) elements")
            }
            for (index, value) in values.enumerated() {
                check(value, element, path: path + [String(index)], into: &found)
            }
        case (.map(let element), .object(let members)):
            for (name, value) in members.sorted(by: { $0.key < $1.key }) {
                check(value, element, path: path + [name], into: &found)
            }
        case (.object(let properties, let required), .object(let members)):
            for name in required.sorted() where members[name] == nil {
                found.append(Violation(.body(path + [name]), "is required"))
            }
            for (name, property) in properties.sorted(by: { $0.key < $1.key }) {
                guard let value = members[name] else { continue }
                check(value, property, path: path + [name], into: &found)
            }
        default:
            refuse("must be \(schema.kind.article), not \(value.typeName)")
        }
    }
}

extension Schema {
    /// What is wrong with a text, or nil.
    func expectation(_ text: String) -> String? {
        if let allowed, !allowed.contains(text) { return "must be one of \(allowed.joined(separator: ", "))" }
        if let lengths, !lengths.contains(text.unicodeScalars.count) {
            return lengths.upperBound == .max
                ? "must have at least \(lengths.lowerBound) characters"
                : "must have \(lengths.lowerBound) to \(lengths.upperBound) characters"
        }
        if text.unicodeScalars.contains("\u{0}") { return "must not contain the character NUL" }
        if let format, !format.accepts(text) { return "must be \(format.expectation)" }
        return nil
    }
}

extension Schema.Kind {
    fileprivate var article: String {
        switch self {
        case .any, .named: "a value"
        case .boolean: "true or false"
        case .integer: "an integer"
        case .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object, .map: "an object"
        }
    }
}

extension ClosedRange<Int> {
    fileprivate var expectation: String {
        switch (lowerBound == .min, upperBound == .max) {
        case (true, true): "a number of 64 bits"
        case (false, true): "\(lowerBound) or more"
        case (true, false): "\(upperBound) or less"
        case (false, false): "between \(lowerBound) and \(upperBound)"
        }
    }
}
