import Foundation

/// How a value becomes bytes for Redis, and again a value.
public struct CacheCodec<Value: Sendable>: Sendable {
    public let encode: @Sendable (Value) throws -> [UInt8]
    /// What can't be decoded, such as what an older version of the type wrote, is a miss.
    public let decode: @Sendable ([UInt8]) throws -> Value

    public init(
        encode: @escaping @Sendable (Value) throws -> [UInt8], decode: @escaping @Sendable ([UInt8]) throws -> Value
    ) {
        (self.encode, self.decode) = (encode, decode)
    }
}

extension CacheCodec where Value: Codable {
    /// JSON with dates as seconds since 2001, exactly as `Date` holds them.
    public static var json: CacheCodec {
        let decoder = JSONDecoder()
        return CacheCodec(
            encode: { value in try [UInt8](JSONEncoder().encode(Whole(value: value))) },
            decode: { bytes in
                if let inner = Whole<Value>.inner(bytes),
                    case .success(let value) = Result(catching: { try decoder.decode(Value.self, from: Data(inner)) })
                {
                    return value
                }
                return try decoder.decode(Whole<Value>.self, from: Data(bytes)).value
            })
    }
}

/// Optionals and single numbers can stand within an object only, for some versions of Foundation.
private struct Whole<Value: Codable>: Codable {
    let value: Value

    /// An object or an array as it stands within the one around it, as this module writes it: to decode it by itself
    /// spares the decoder a level. Nil for everything else.
    static func inner(_ bytes: [UInt8]) -> ArraySlice<UInt8>? {
        guard bytes.count > WholeFormat.head.count + 2, bytes.last == UInt8(ascii: "}"),
            bytes.starts(with: WholeFormat.head)
        else { return nil }
        let inner = bytes[WholeFormat.head.count..<(bytes.count - 1)]
        return inner.first == UInt8(ascii: "{") || inner.first == UInt8(ascii: "[") ? inner : nil
    }
}

private enum WholeFormat {
    static let head = Array(#"{"value":"#.utf8)
}

extension CacheCodec where Value == [UInt8] {
    /// The bytes as they are.
    public static var bytes: CacheCodec { CacheCodec(encode: { $0 }, decode: { $0 }) }
}
