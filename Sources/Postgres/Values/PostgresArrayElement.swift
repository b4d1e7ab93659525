/// What may stand in an array: values, missing values, and arrays of the same length each.
///
/// A type of one's own need only say that it conforms: `extension Money: PostgresArrayElement {}`.
public protocol PostgresArrayElement: Sendable {
    /// The type of the innermost values.
    static var postgresElementType: PostgresType { get }
    /// How many dimensions an element adds to an array: 0 for a value, −1 for a byte (an array of which is one value).
    static var dimensions: Int { get }
    /// Appends the lengths of this element's own dimensions.
    func appendLengths(to lengths: inout [Int])
    /// Refuses what hasn't these lengths.
    func checkShape(_ lengths: ArraySlice<Int>) throws(ValueError)
    /// Appends each innermost value with its length.
    func appendElements(to bytes: inout [UInt8]) throws(ValueError)
    /// Appends the element as it stands in the text form of an array.
    func appendLiteral(to bytes: inout [UInt8]) throws(ValueError)
    /// Reads one element.
    static func decodeElement(_ reader: inout ArrayFormat.Cursor, _ bytes: RawSpan) throws(ValueError) -> Self
    /// Appends an array that is one value.
    static func append(_ array: [Self], to bytes: inout [UInt8]) throws(ValueError)
    /// Reads an array that is one value.
    static func array(_ bytes: RawSpan) throws(ValueError) -> [Self]
}

extension PostgresArrayElement {
    public static var dimensions: Int { 0 }

    public func appendLengths(to lengths: inout [Int]) {}
    public func checkShape(_ lengths: ArraySlice<Int>) throws(ValueError) {}

    public func appendLiteral(to bytes: inout [UInt8]) throws(ValueError) {
        throw ValueError("the SQL type of arrays of \(Self.self) isn't known; give \(Self.self) a postgresType")
    }

    public static func append(_ array: [Self], to bytes: inout [UInt8]) throws(ValueError) {
        throw ValueError("\(Self.self) is not a byte")
    }

    public static func array(_ bytes: RawSpan) throws(ValueError) -> [Self] {
        throw ValueError("\(Self.self) is not a byte")
    }
}

extension PostgresArrayElement where Self: PostgresEncodable {
    public static var postgresElementType: PostgresType { postgresType }

    public func appendElements(to bytes: inout [UInt8]) throws(ValueError) {
        try bytes.appendWithLength { bytes throws(ValueError) in try encode(into: &bytes) }
    }
}

extension PostgresArrayElement where Self: PostgresDecodable {
    public static func decodeElement(
        _ reader: inout ArrayFormat.Cursor, _ bytes: RawSpan
    ) throws(ValueError) -> Self { try reader.value(bytes) }
}

/// In arrays a missing value is sent as NULL.
extension Optional: PostgresArrayElement where Wrapped: PostgresArrayElement & PostgresCodable {
    public static var postgresElementType: PostgresType { Wrapped.postgresElementType }
    public static var dimensions: Int { Wrapped.dimensions }

    public func appendLengths(to lengths: inout [Int]) {
        if let self { self.appendLengths(to: &lengths) } else { lengths += Array(repeating: 0, count: Self.dimensions) }
    }

    public func checkShape(_ lengths: ArraySlice<Int>) throws(ValueError) {
        if let self { return try self.checkShape(lengths) }
        guard Self.dimensions == 0 else {
            throw ValueError("an inner array is nil; PostgreSQL's arrays are rectangular")
        }
    }

    public func appendElements(to bytes: inout [UInt8]) throws(ValueError) {
        guard let self else { return bytes.appendBigEndian(Int32(-1)) }
        try self.appendElements(to: &bytes)
    }

    public func appendLiteral(to bytes: inout [UInt8]) throws(ValueError) {
        guard let self else { return bytes.append(contentsOf: "NULL".utf8) }
        try self.appendLiteral(to: &bytes)
    }

    public static func decodeElement(
        _ reader: inout ArrayFormat.Cursor, _ bytes: RawSpan
    ) throws(ValueError) -> Wrapped? {
        guard dimensions == 0 else { return try Wrapped.decodeElement(&reader, bytes) }
        let value: Wrapped? = try reader.value(bytes)
        return value
    }
}

extension Bool: PostgresArrayElement {}
extension Int16: PostgresArrayElement {}
extension Int32: PostgresArrayElement {}
extension Int64: PostgresArrayElement {}
extension Int: PostgresArrayElement {}
extension Float: PostgresArrayElement {}
extension Double: PostgresArrayElement {}
extension String: PostgresArrayElement {}
extension CalendarDate: PostgresArrayElement {}
extension TimeOfDay: PostgresArrayElement {}
extension JSON: PostgresArrayElement {}
extension PostgresRange: PostgresArrayElement {}
extension Range: PostgresArrayElement where Bound: PostgresRangeBound {}

/// An array of bytes is a `bytea`. A single one is no value of PostgreSQL.
extension UInt8: PostgresArrayElement {
    public static var postgresElementType: PostgresType { .bytea }
    public static var dimensions: Int { -1 }

    public func appendElements(to bytes: inout [UInt8]) throws(ValueError) { bytes.append(self) }

    public static func decodeElement(
        _ reader: inout ArrayFormat.Cursor, _ bytes: RawSpan
    ) throws(ValueError) -> UInt8 { throw ValueError("a byte is not a value of PostgreSQL") }

    public static func append(_ array: [UInt8], to bytes: inout [UInt8]) throws(ValueError) {
        try bytes.checkRoom(for: array.count)
        bytes.append(contentsOf: array)
    }

    public static func array(_ bytes: RawSpan) throws(ValueError) -> [UInt8] { bytes.bytes }
}
