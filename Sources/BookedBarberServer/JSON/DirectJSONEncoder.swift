/// Writes a value as JSON while the value is looked through: no tree of it is made. Members stand in the order in which
/// the value names them.
final class DirectJSONEncoder: Encoder {
    /// What a value that is being encoded has begun.
    private enum Opened { case nothing, object, array, value }

    private(set) var text = JSONText()
    private var opened = Opened.nothing
    /// Containers that were asked for within one, and their places: they may be written to until it is finished.
    private var nested: [(place: Int, encoder: DirectJSONEncoder)] = []

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    static func encode(_ value: some Encodable) throws -> [UInt8] {
        let encoder = DirectJSONEncoder()
        try encoder.write(value)
        return encoder.text.bytes
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        open(.object, "{")
        return KeyedEncodingContainer(JSONObjectContainer<Key>(encoder: self))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        open(.array, "[")
        return JSONArrayContainer(encoder: self)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { JSONValueContainer(encoder: self) }

    private func open(_ kind: Opened, _ bracket: Unicode.Scalar) {
        guard opened != kind else { return }
        opened = kind
        text.open(bracket)
    }

    /// A whole value, with everything in it.
    func write<Value: Encodable>(_ value: Value) throws {
        let outer = (opened, nested)
        (opened, nested) = (.nothing, [])
        try value.encode(to: self)
        finish()
        (opened, nested) = outer
        if opened == .nothing { opened = .value }
    }

    func write<Value: JSONScalar>(_ value: Value) throws {
        try value.write(to: &text)
        if opened == .nothing { opened = .value }
    }

    func writeNil() {
        text.literal("null")
        if opened == .nothing { opened = .value }
    }

    /// What stands in front of a member or an element.
    func begin(_ name: String?) {
        if let name { text.name(name) } else { text.separate() }
    }

    /// A container within this one; its place is kept until this one is finished.
    func nest(_ name: String?) -> DirectJSONEncoder {
        begin(name)
        let inner = DirectJSONEncoder()
        nested.append((text.placeholder(), inner))
        return inner
    }

    private func finish() {
        for (place, inner) in nested.reversed() {
            inner.finish()
            text.fill(place, with: inner.text)
        }
        switch opened {
        case .nothing: text.literal("{}")
        case .object: text.close("}")
        case .array: text.close("]")
        case .value: break
        }
    }
}
