extension Bool: PostgresCodable {
    public static var postgresType: PostgresType { .bool }

    public func encode(into bytes: inout [UInt8]) { bytes.append(self ? 1 : 0) }

    public static func decode(_ bytes: RawSpan, type: PostgresType) throws(ValueError) -> Bool {
        guard type == .bool else { throw .mismatch(type, for: Self.self) }
        guard let value = bytes.wholeInteger(as: UInt8.self) else { throw .malformed(type, for: Self.self) }
        return value != 0
    }
}

extension Float: PostgresCodable {
    public static var postgresType: PostgresType { .float4 }

    public func encode(into bytes: inout [UInt8]) { bytes.appendBigEndian(bitPattern) }

    public static func decode(_ bytes: RawSpan, type: PostgresType) throws(ValueError) -> Float {
        guard type == .float4 else { throw .mismatch(type, for: Self.self) }
        guard let bits = bytes.wholeInteger(as: UInt32.self) else { throw .malformed(type, for: Self.self) }
        return Float(bitPattern: bits)
    }
}

extension Double: PostgresCodable {
    public static var postgresType: PostgresType { .float8 }

    public func encode(into bytes: inout [UInt8]) { bytes.appendBigEndian(bitPattern) }

    /// Reads `float4` and `float8`.
    public static func decode(_ bytes: RawSpan, type: PostgresType) throws(ValueError) -> Double {
        let value: Double? =
            switch type {
            case .float8: bytes.wholeInteger(as: UInt64.self).map(Double.init(bitPattern:))
            case .float4: bytes.wholeInteger(as: UInt32.self).map { Double(Float(bitPattern: $0)) }
            default: throw .mismatch(type, for: Self.self)
            }
        guard let value else { throw .malformed(type, for: Self.self) }
        return value
    }
}

/// Sent as `text`; reads every textual type, JSON, and user-defined ones such as enums and `citext`.
extension String: PostgresCodable {
    public static var postgresType: PostgresType { .text }

    public func encode(into bytes: inout [UInt8]) throws(ValueError) {
        try bytes.checkRoom(for: utf8.count)
        let start = bytes.count
        bytes.append(contentsOf: utf8)
        guard !bytes.span.bytes.extracting(start..<bytes.count).containsZero else {
            bytes.removeSubrange(start...)
            throw ValueError("the text contains a NUL character, which PostgreSQL can't store")
        }
    }

    public static func decode(_ bytes: RawSpan, type: PostgresType) throws(ValueError) -> String {
        let text: String?
        if type == .jsonb {
            text = bytes.integer(as: UInt8.self) == 1 ? bytes.text(from: 1) : nil
        } else {
            guard type.isTextual else { throw .mismatch(type, for: Self.self) }
            text = bytes.text()
            guard !type.isUserDefined || !bytes.containsZero else {
                throw ValueError("\(type) has a binary form that isn't text; cast it in the statement: ::text")
            }
        }
        guard let text else { throw .malformed(type, for: Self.self) }
        return text
    }
}
