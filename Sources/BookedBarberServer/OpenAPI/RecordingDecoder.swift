/// The decoder behind `SchemaRecorder`: it answers every question with an example and writes the question down.
struct RecordingDecoder: Decoder {
    let recorder: SchemaRecorder
    let recording = SchemaRecording()
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        if recording.kind == nil { recording.kind = .object([:], required: []) }
        return KeyedDecodingContainer(RecordingMembers(decoder: self))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        RecordingElements(decoder: self)
    }

    func singleValueContainer() throws -> any SingleValueDecodingContainer {
        RecordingValue(decoder: self)
    }
}

private final class RecordingMembers<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let decoder: RecordingDecoder
    let codingPath: [any CodingKey] = []
    let allKeys: [Key] = []
    /// The standard library asks whether a member is there only when it may be missing.
    private var optional: Set<String> = []

    init(decoder: RecordingDecoder) {
        self.decoder = decoder
    }

    func contains(_ key: Key) -> Bool {
        optional.insert(key.stringValue)
        return true
    }

    func decodeNil(forKey key: Key) throws -> Bool { false }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        let (schema, example) = try decoder.recorder.record(type)
        decoder.recording.add(schema, key.stringValue, isRequired: !optional.contains(key.stringValue))
        return example
    }

    func decode(_: Bool.Type, forKey key: Key) throws -> Bool { try primitive(key) }
    func decode(_: String.Type, forKey key: Key) throws -> String { try primitive(key) }
    func decode(_: Double.Type, forKey key: Key) throws -> Double { try primitive(key) }
    func decode(_: Float.Type, forKey key: Key) throws -> Float { try primitive(key) }
    func decode(_: Int.Type, forKey key: Key) throws -> Int { try primitive(key) }
    func decode(_: Int8.Type, forKey key: Key) throws -> Int8 { try primitive(key) }
    func decode(_: Int16.Type, forKey key: Key) throws -> Int16 { try primitive(key) }
    func decode(_: Int32.Type, forKey key: Key) throws -> Int32 { try primitive(key) }
    func decode(_: Int64.Type, forKey key: Key) throws -> Int64 { try primitive(key) }
    func decode(_: UInt.Type, forKey key: Key) throws -> UInt { try primitive(key) }
    func decode(_: UInt8.Type, forKey key: Key) throws -> UInt8 { try primitive(key) }
    func decode(_: UInt16.Type, forKey key: Key) throws -> UInt16 { try primitive(key) }
    func decode(_: UInt32.Type, forKey key: Key) throws -> UInt32 { try primitive(key) }
    func decode(_: UInt64.Type, forKey key: Key) throws -> UInt64 { try primitive(key) }

    private func primitive<Value: Decodable>(_ key: Key) throws -> Value {
        try decode(Value.self, forKey: key) as Value
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
        throw SchemaRecorder.Failure.unsupported(key.stringValue)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        throw SchemaRecorder.Failure.unsupported(key.stringValue)
    }

    func superDecoder() throws -> any Decoder { throw SchemaRecorder.Failure.unsupported("super") }
    func superDecoder(forKey key: Key) throws -> any Decoder { throw SchemaRecorder.Failure.unsupported("super") }
}

/// An array with one element.
private struct RecordingElements: UnkeyedDecodingContainer {
    let decoder: RecordingDecoder
    let codingPath: [any CodingKey] = []
    let count: Int? = 1
    var currentIndex = 0
    var isAtEnd: Bool { currentIndex > 0 }

    mutating func decodeNil() throws -> Bool { false }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let (schema, example) = try decoder.recorder.record(type)
        decoder.recording.kind = .array(schema, maximumCount: nil)
        currentIndex += 1
        return example
    }

    mutating func decode(_: Bool.Type) throws -> Bool { try primitive() }
    mutating func decode(_: String.Type) throws -> String { try primitive() }
    mutating func decode(_: Double.Type) throws -> Double { try primitive() }
    mutating func decode(_: Float.Type) throws -> Float { try primitive() }
    mutating func decode(_: Int.Type) throws -> Int { try primitive() }
    mutating func decode(_: Int8.Type) throws -> Int8 { try primitive() }
    mutating func decode(_: Int16.Type) throws -> Int16 { try primitive() }
    mutating func decode(_: Int32.Type) throws -> Int32 { try primitive() }
    mutating func decode(_: Int64.Type) throws -> Int64 { try primitive() }
    mutating func decode(_: UInt.Type) throws -> UInt { try primitive() }
    mutating func decode(_: UInt8.Type) throws -> UInt8 { try primitive() }
    mutating func decode(_: UInt16.Type) throws -> UInt16 { try primitive() }
    mutating func decode(_: UInt32.Type) throws -> UInt32 { try primitive() }
    mutating func decode(_: UInt64.Type) throws -> UInt64 { try primitive() }

    private mutating func primitive<Value: Decodable>() throws -> Value { try decode(Value.self) as Value }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> {
        throw SchemaRecorder.Failure.unsupported("nested")
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        throw SchemaRecorder.Failure.unsupported("nested")
    }

    mutating func superDecoder() throws -> any Decoder { throw SchemaRecorder.Failure.unsupported("super") }
}

private struct RecordingValue: SingleValueDecodingContainer {
    let decoder: RecordingDecoder
    let codingPath: [any CodingKey] = []

    func decodeNil() -> Bool { false }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let (schema, example) = try decoder.recorder.record(type)
        decoder.recording.kind = schema.kind
        return example
    }

    func decode(_: Bool.Type) throws -> Bool { try primitive() }
    func decode(_: String.Type) throws -> String { try primitive() }
    func decode(_: Double.Type) throws -> Double { try primitive() }
    func decode(_: Float.Type) throws -> Float { try primitive() }
    func decode(_: Int.Type) throws -> Int { try primitive() }
    func decode(_: Int8.Type) throws -> Int8 { try primitive() }
    func decode(_: Int16.Type) throws -> Int16 { try primitive() }
    func decode(_: Int32.Type) throws -> Int32 { try primitive() }
    func decode(_: Int64.Type) throws -> Int64 { try primitive() }
    func decode(_: UInt.Type) throws -> UInt { try primitive() }
    func decode(_: UInt8.Type) throws -> UInt8 { try primitive() }
    func decode(_: UInt16.Type) throws -> UInt16 { try primitive() }
    func decode(_: UInt32.Type) throws -> UInt32 { try primitive() }
    func decode(_: UInt64.Type) throws -> UInt64 { try primitive() }

    private func primitive<Value: Decodable>() throws -> Value { try decode(Value.self) as Value }
}
