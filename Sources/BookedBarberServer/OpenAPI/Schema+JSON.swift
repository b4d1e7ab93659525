extension Schema {
    /// The schema as it stands in the document.
    var json: JSONValue {
        var members: [String: JSONValue] = [:]
        switch kind {
        case .any: break
        case .boolean: members["type"] = "boolean"
        case .integer(let range):
            members["type"] = "integer"
            members["format"] = "int64"
            if range.lowerBound != .min { members["minimum"] = .integer(range.lowerBound) }
            if range.upperBound != .max { members["maximum"] = .integer(range.upperBound) }
        case .number: members["type"] = "number"
        case .string: members["type"] = "string"
        case .array(let element, let maximumCount):
            members["type"] = "array"
            members["items"] = element.json
            if let maximumCount { members["maxItems"] = .integer(maximumCount) }
        case .object(let properties, let required):
            members["type"] = "object"
            members["properties"] = .object(properties.mapValues(\.json))
            if !required.isEmpty { members["required"] = .array(required.sorted().map(JSONValue.string)) }
        case .map(let value):
            members["type"] = "object"
            members["additionalProperties"] = value.json
        case .named(let name): members["$ref"] = .string("#/components/schemas/\(name)")
        }
        addAnnotations(to: &members)
        return .object(members)
    }

    private func addAnnotations(to members: inout [String: JSONValue]) {
        if let summary { members["description"] = .string(summary) }
        if let format { members["format"] = .string(format.name) }
        if let pattern { members["pattern"] = .string(pattern) }
        if let lengths {
            members["minLength"] = .integer(lengths.lowerBound)
            if lengths.upperBound != .max { members["maxLength"] = .integer(lengths.upperBound) }
        }
        if let allowed { members["enum"] = .array(allowed.map(JSONValue.string)) }
        if let example { members["examples"] = [example] }
    }
}
