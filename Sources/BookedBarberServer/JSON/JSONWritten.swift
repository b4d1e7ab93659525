import BookedBarber

/// A value that writes its own JSON: what its `Encodable` conformance says, without the containers in between, for the
/// bodies that are answered most.
protocol JSONWritten: Encodable {
    func write(to text: inout JSONText)
}

extension Array: JSONWritten where Element: JSONWritten {
    func write(to text: inout JSONText) {
        text.open("[")
        for element in self {
            text.separate()
            element.write(to: &text)
        }
        text.close("]")
    }
}

extension JSONText {
    mutating func member(_ name: StaticString, _ value: String) {
        plainName(name)
        string(value)
    }

    mutating func member(_ name: StaticString, _ value: String?) {
        if let value { member(name, value) }
    }

    mutating func member(_ name: StaticString, _ value: Int) {
        plainName(name)
        integer(value)
    }

    mutating func member<Entity>(_ name: StaticString, _ value: ID<Entity>) {
        plainName(name)
        integer(value.rawValue)
    }

    mutating func member(_ name: StaticString, _ value: Timestamp?) {
        guard let value else { return }
        plainName(name)
        timestamp(value)
    }

    mutating func member(_ name: StaticString, _ value: some JSONWritten) {
        plainName(name)
        value.write(to: &self)
    }
}
