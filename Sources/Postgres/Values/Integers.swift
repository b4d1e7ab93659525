extension Int16: PostgresCodable {
    public static var postgresType: PostgresType { .int2 }

    public func encode(into bytes: inout [UInt8]) { bytes.appendBigEndian(self) }

    public static func decode(_ bytes: RawSpan, type: PostgresType) throws(ValueError) -> Int16 {
        guard type == .int2 else { throw .mismatch(type, for: Self.self) }
        guard let value = bytes.wholeInteger(as: Int16.self) else { throw .malformed(type, for: Self.self) }
        return value
    }
}

extension Int32: PostgresCodable {
    public static var postgresType: PostgresType { .int4 }

    public func encode(into bytes: inout [UInt8]) { bytes.appendBigEndian(self) }

    /// Reads `int2` and `int4`.
    public static func decode(_ bytes: RawSpan, type: PostgresType) throws(ValueError) -> Int32 {
        let value: Int32? =
            switch type {
            case .int4: bytes.wholeInteger()
            case .int2: bytes.wholeInteger(as: Int16.self).map(Int32.init)
            default: throw .mismatch(type, for: Self.self)
            }
        guard let value else { throw .malformed(type, for: Self.self) }
        return value
    }
}

extension Int64: PostgresCodable {
    public static var postgresType: PostgresType { .int8 }

    public func encode(into bytes: inout [UInt8]) { bytes.appendBigEndian(self) }

    /// Reads `int2`, `int4`, `int8` and `oid`.
    public static func decode(_ bytes: RawSpan, type: PostgresType) throws(ValueError) -> Int64 {
        let value: Int64? =
            switch type {
            case .int8: bytes.wholeInteger()
            case .int4: bytes.wholeInteger(as: Int32.self).map(Int64.init)
            case .int2: bytes.wholeInteger(as: Int16.self).map(Int64.init)
            case .oid: bytes.wholeInteger(as: UInt32.self).map(Int64.init)
            default: throw .mismatch(type, for: Self.self)
            }
        guard let value else { throw .malformed(type, for: Self.self) }
        return value
    }
}

/// Sent as `int8`; reads `int2`, `int4`, `int8` and `oid`.
extension Int: PostgresCodable {
    public static var postgresType: PostgresType { .int8 }

    public func encode(into bytes: inout [UInt8]) { bytes.appendBigEndian(Int64(self)) }

    public static func decode(_ bytes: RawSpan, type: PostgresType) throws(ValueError) -> Int {
        switch type {
        case .int8, .int4, .int2, .oid:
            // Every platform of this package has 64 bits.
            return Int(truncatingIfNeeded: try Int64.decode(bytes, type: type))
        default: throw .mismatch(type, for: Self.self)
        }
    }
}
