#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A `Codable` value that is stored as `jsonb`.
///
/// ```swift
/// try await connection.query("INSERT INTO settings (value) VALUES (\(JSON(settings)))")
/// let stored = try row.decode(JSON<Settings>.self, named: "value").value
/// ```
///
/// Dates are written in ISO 8601 to the microsecond, and keys in alphabetical order.
public struct JSON<Value: Codable & Sendable>: Sendable {
    public var value: Value

    public init(_ value: Value) { self.value = value }
}

extension JSON: Equatable where Value: Equatable {}
extension JSON: Hashable where Value: Hashable {}

extension JSON: PostgresCodable {
    public static var postgresType: PostgresType { .jsonb }

    public func encode(into bytes: inout [UInt8]) throws(ValueError) {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .custom { date, encoder in
            guard let text = date.iso8601 else { throw ValueError("a date that ISO 8601 can't write") }
            var container = encoder.singleValueContainer()
            try container.encode(text)
        }
        encoder.outputFormatting = .sortedKeys
        let data: Data
        do { data = try encoder.encode(value) } catch {
            throw ValueError("\(Value.self) can't be written as JSON")
        }
        guard !Self.escapesNUL(data) else {
            throw ValueError("the JSON contains a NUL character, which PostgreSQL can't store")
        }
        try bytes.checkRoom(for: data.count + 1)
        // The version of jsonb's binary format.
        bytes.append(1)
        bytes.append(contentsOf: data)
    }

    /// Reads `jsonb` and `json`.
    public static func decode(_ bytes: RawSpan, type: PostgresType) throws(ValueError) -> JSON<Value> {
        let start: Int
        switch type {
        case .json: start = 0
        case .jsonb where bytes.integer(as: UInt8.self) == 1: start = 1
        case .jsonb: throw .malformed(type, for: Self.self)
        default: throw .mismatch(type, for: Self.self)
        }
        let data = bytes.withUnsafeBytes { Data($0[start...]) }
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .custom { decoder in
            let container = try decoder.singleValueContainer()
            guard let date = Date(iso8601: try container.decode(String.self)) else {
                throw DecodingError.dataCorruptedError(
                    in: container, debugDescription: "a date in ISO 8601 is expected")
            }
            return date
        }
        do {
            return JSON(try decoder.decode(Value.self, from: data))
        } catch let error as DecodingError {
            throw ValueError("the JSON does not fit \(Value.self): \(Self.place(error))")
        } catch {
            throw ValueError("the JSON does not fit \(Value.self)")
        }
    }

    /// `\u0000`, whose backslash isn't itself escaped.
    private static func escapesNUL(_ data: Data) -> Bool {
        let pattern = Array("\\u0000".utf8)
        var backslashes = 0
        for (offset, byte) in data.enumerated() {
            if byte == UInt8(ascii: "u"), backslashes % 2 == 1,
                data.dropFirst(offset - 1).prefix(pattern.count).elementsEqual(pattern)
            {
                return true
            }
            backslashes = byte == UInt8(ascii: "\\") ? backslashes + 1 : 0
        }
        return false
    }

    /// Where in the JSON, without any value.
    private static func place(_ error: DecodingError) -> String {
        let what: String
        let context: DecodingError.Context
        switch error {
        case .keyNotFound(let key, let found): (what, context) = ("the key \"\(key.stringValue)\" is missing", found)
        case .typeMismatch(let type, let found): (what, context) = ("\(type) is expected", found)
        case .valueNotFound(let type, let found): (what, context) = ("\(type) is expected, not null", found)
        case .dataCorrupted(let found): (what, context) = ("it is malformed", found)
        @unknown default: return "it can't be decoded"
        }
        let path = context.codingPath.map(\.stringValue).joined(separator: ".")
        return path.isEmpty ? what : "\(what) at \(path)"
    }
}
