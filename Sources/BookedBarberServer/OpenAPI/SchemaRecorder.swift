/// Finds out what a `Decodable` type looks like in JSON by letting it decode itself from a decoder that writes down
/// what it is asked for: the document can't say anything else than what the code reads and writes.
///
/// A property that is decoded "if present" is not required; arrays and objects are followed. A type with members gets
/// a name of its own among the `components`.
final class SchemaRecorder {
    private(set) var components: [String: Schema] = [:]
    private var inProgress: Set<String> = []

    enum Failure: Error {
        /// A type contains itself.
        case recursive(String)
        /// A type decodes itself in a way that a schema can't be made of.
        case unsupported(String)
        /// Two types would have the same name in the document.
        case ambiguous(String)
    }

    /// The schema of a type, and a value of it made of examples.
    func record<Value: Decodable>(_ type: Value.Type) throws -> (schema: Schema, example: Value) {
        if let (schema, example) = single(type), let value = example as? Value { return (schema, value) }

        let name = Self.name(of: type)
        guard inProgress.insert(name).inserted else { throw Failure.recursive(name) }
        defer { inProgress.remove(name) }
        let decoder = RecordingDecoder(recorder: self)
        let value = try Value(from: decoder)
        guard let kind = decoder.recording.kind else { throw Failure.unsupported(name) }
        var schema = Schema(kind)
        guard case .object(var properties, let required) = kind else { return (schema, value) }

        for (member, annotation) in (type as? any SchemaAnnotated.Type)?.annotations ?? [:] {
            guard let property = properties[member] else { throw Failure.unsupported("\(name).\(member)") }
            properties[member] = property.annotated(annotation)
        }
        schema.kind = .object(properties, required: required)
        if let other = components.updateValue(schema, forKey: name), other != schema { throw Failure.ambiguous(name) }
        return (Schema(.named(name)), value)
    }

    private func single(_ type: any Decodable.Type) -> (schema: Schema, example: Any)? {
        switch type {
        case let type as any SchemaDescribed.Type: (type.schema, type.example)
        case is Bool.Type: (.boolean, true)
        case is Int.Type: (.integer, 1)
        case is Double.Type: (.number, 0.5)
        case is String.Type: (.string, "text")
        case let type as any (RawRepresentable & CaseIterable).Type: choice(type)
        default: nil
        }
    }

    private func choice<Choice: RawRepresentable & CaseIterable>(_: Choice.Type) -> (schema: Schema, example: Any)? {
        let names = Choice.allCases.compactMap { $0.rawValue as? String }
        guard let first = Choice.allCases.first, names.count == Choice.allCases.count else { return nil }
        return (.choice(names), first)
    }

    /// `AppointmentBody` is called `Appointment` in the document, `Page<AppointmentBody>` `AppointmentPage`.
    static func name(of type: Any.Type) -> String {
        func stem(_ name: Substring) -> String { String(name.hasSuffix("Body") ? name.dropLast(4) : name) }
        let parts = String(describing: type).split { "<>, ".contains($0) }
        guard let outer = parts.first else { return "Value" }
        return parts.dropFirst().map(stem).joined() + stem(outer)
    }
}

/// What one decoder has been asked for.
final class SchemaRecording {
    var kind: Schema.Kind?

    func add(_ property: Schema, _ name: String, isRequired: Bool) {
        guard case .object(var properties, var required) = kind ?? .object([:], required: []) else { return }
        properties[name] = property
        if isRequired { required.insert(name) }
        kind = .object(properties, required: required)
    }
}
