import NIOCore

extension RESPValue {
    public var isNull: Bool { self == .null }

    /// The bytes of a string of any kind; nil for other values.
    public var bytes: ByteBuffer? {
        switch self {
        case .bulkString(let bytes), .verbatimString(_, let bytes): bytes
        case .simpleString(let text), .bigNumber(let text): ByteBuffer(string: text)
        default: nil
        }
    }

    /// The text of a string of any kind; nil for other values. Bytes that are no UTF-8 are replaced by U+FFFD.
    public var string: String? {
        switch self {
        case .bulkString(let bytes), .verbatimString(_, let bytes): String(buffer: bytes)
        case .simpleString(let text), .bigNumber(let text): text
        default: nil
        }
    }

    /// An integer, or a string of decimal digits, as an integer.
    public var integer: Int64? {
        switch self {
        case .integer(let number): number
        case .bulkString, .simpleString, .bigNumber: string.flatMap { Int64($0) }
        default: nil
        }
    }

    public var double: Double? {
        switch self {
        case .double(let number): number
        case .integer(let number): Double(number)
        case .bulkString, .simpleString: string.flatMap { Double($0) }
        default: nil
        }
    }

    /// The elements of an array, a set or a push.
    public var elements: [RESPValue]? {
        switch self {
        case .array(let elements), .set(let elements), .push(let elements): elements
        default: nil
        }
    }

    /// The pairs of a map, or of an array of keys and values as RESP2 has it.
    public var pairs: [RESPPair]? {
        switch self {
        case .map(let pairs): pairs
        case .array(let flat) where flat.count.isMultiple(of: 2):
            stride(from: 0, to: flat.count, by: 2).map { RESPPair(key: flat[$0], value: flat[$0 + 1]) }
        default: nil
        }
    }

    /// The first value of a map under a text.
    public subscript(key: String) -> RESPValue? {
        pairs?.first { $0.key.string == key }?.value
    }

    /// For messages: what kind of value it is, without its contents.
    var kind: String {
        switch self {
        case .simpleString, .bulkString, .verbatimString: "a string"
        case .error: "an error"
        case .integer: "an integer"
        case .double: "a double"
        case .bigNumber: "a big number"
        case .boolean: "a boolean"
        case .null: "null"
        case .array: "an array"
        case .map: "a map"
        case .set: "a set"
        case .push: "a push"
        }
    }
}
