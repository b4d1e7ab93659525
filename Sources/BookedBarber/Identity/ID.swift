public import Postgres

/// The number of a row, typed by what it numbers: a `User.ID` is never taken for a `ShopService.ID`.
///
/// Travels as `int8`, is coded as a plain number, and reads from and prints as decimal digits.
public struct ID<Entity>: RawRepresentable, Hashable, Sendable, Codable, LosslessStringConvertible {
    public let rawValue: Int64

    public init(rawValue: Int64) {
        self.rawValue = rawValue
    }

    /// Reads canonical positive decimal digits ("17"); signs, leading zeros and spaces give `nil`.
    public init?(_ description: String) {
        guard let value = Int64(description), value > 0, String(value) == description else { return nil }
        self.rawValue = value
    }

    public init(from decoder: any Decoder) throws {
        self.rawValue = try decoder.singleValueContainer().decode(Int64.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }

    public var description: String { String(rawValue) }
}

extension ID: Comparable {
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

extension ID: ExpressibleByIntegerLiteral {
    public init(integerLiteral value: Int64) {
        self.init(rawValue: value)
    }
}

extension ID: PostgresEncodable, PostgresDecodable {
    public static var postgresType: PostgresType { Int64.postgresType }

    public func encode(into bytes: inout [UInt8]) throws(ValueError) {
        rawValue.encode(into: &bytes)
    }

    public static func decode(_ bytes: RawSpan, type: PostgresType) throws(ValueError) -> Self {
        Self(rawValue: try Int64.decode(bytes, type: type))
    }
}
