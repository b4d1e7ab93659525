/// Why a value can't be encoded or decoded, without the value.
public struct ValueError: Error, Sendable, CustomStringConvertible {
    public let description: String

    public init(_ description: String) { self.description = description }

    /// The column's type is none that `swiftType` reads.
    public static func mismatch(_ type: PostgresType, for swiftType: Any.Type) -> ValueError {
        ValueError("\(type) can't be read as \(swiftType)")
    }

    /// The bytes are not what the type's binary format says.
    public static func malformed(_ type: PostgresType, for swiftType: Any.Type) -> ValueError {
        ValueError("the bytes of \(type) are malformed and can't be read as \(swiftType)")
    }

    static func isNull(for swiftType: Any.Type) -> ValueError {
        ValueError("NULL can't be read as \(swiftType); read \(swiftType)? instead")
    }
}
