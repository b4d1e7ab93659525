/// The members of an object.
struct JSONObjectContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let encoder: DirectJSONEncoder
    var codingPath: [any CodingKey] { [] }

    func encodeNil(forKey key: Key) {
        encoder.begin(key.stringValue)
        encoder.writeNil()
    }

    func encode<Value: JSONScalar>(_ value: Value, forKey key: Key) throws {
        encoder.begin(key.stringValue)
        try encoder.write(value)
    }

    func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
        encoder.begin(key.stringValue)
        try encoder.write(value)
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        encoder.nest(key.stringValue).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        encoder.nest(key.stringValue).unkeyedContainer()
    }

    func superEncoder() -> any Encoder { encoder.nest("super") }

    func superEncoder(forKey key: Key) -> any Encoder { encoder.nest(key.stringValue) }
}

/// The elements of an array.
struct JSONArrayContainer: UnkeyedEncodingContainer {
    let encoder: DirectJSONEncoder
    private(set) var count = 0
    var codingPath: [any CodingKey] { [] }

    init(encoder: DirectJSONEncoder) { self.encoder = encoder }

    mutating func encodeNil() {
        begin()
        encoder.writeNil()
    }

    mutating func encode<Value: JSONScalar>(_ value: Value) throws {
        begin()
        try encoder.write(value)
    }

    mutating func encode<Value: Encodable>(_ value: Value) throws {
        begin()
        try encoder.write(value)
    }

    mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        nest().container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { nest().unkeyedContainer() }

    mutating func superEncoder() -> any Encoder { nest() }

    private mutating func begin() {
        count += 1
        encoder.begin(nil)
    }

    private mutating func nest() -> DirectJSONEncoder {
        count += 1
        return encoder.nest(nil)
    }
}

/// A value that stands for another one.
struct JSONValueContainer: SingleValueEncodingContainer {
    let encoder: DirectJSONEncoder
    var codingPath: [any CodingKey] { [] }

    func encodeNil() { encoder.writeNil() }

    func encode<Value: JSONScalar>(_ value: Value) throws { try encoder.write(value) }

    func encode<Value: Encodable>(_ value: Value) throws { try encoder.write(value) }
}
