/// A Swift enum of strings that stands for an enum type of the database.
///
/// ```swift
/// enum Status: String, PostgresEnum { case pending, confirmed, cancelled }
/// ```
///
/// It is sent with its type left open, so that the server takes it for what stands there. Where nothing tells the
/// server which type that is (an argument of an overloaded function), cast in the statement:
/// `\(status)::appointment_status`. Arrays of enums travel as text, and the server infers their type likewise:
/// `WHERE status = ANY(\(statuses))`.
public protocol PostgresEnum: PostgresCodable, PostgresArrayElement, RawRepresentable where RawValue == String {}

extension PostgresEnum {
    public static var postgresType: PostgresType { .unspecified }

    public func encode(into bytes: inout [UInt8]) throws(ValueError) { try rawValue.encode(into: &bytes) }

    public static func decode(_ bytes: RawSpan, type: PostgresType) throws(ValueError) -> Self {
        let label = try String.decode(bytes, type: type)
        guard let value = Self(rawValue: label) else {
            // A label of an enum is part of the schema; other text is data, which errors don't quote.
            let quoted = type.isUserDefined ? " \"\(label.prefix(64))\"" : " that was read"
            throw ValueError("\(Self.self) has no case for the label\(quoted)")
        }
        return value
    }

    public func appendLiteral(to bytes: inout [UInt8]) throws(ValueError) {
        var label: [UInt8] = []
        try encode(into: &label)
        bytes.append(UInt8(ascii: "\""))
        for byte in label {
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { bytes.append(UInt8(ascii: "\\")) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
