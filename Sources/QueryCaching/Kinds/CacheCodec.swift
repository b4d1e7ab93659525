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
            decode: { bytes in try decoder.decode(Whole<Value>.self, from: Data(bytes)).value })
    }
}

/// Optionals and single numbers can stand within an object only, for some versions of Foundation.
private struct Whole<Value: Codable>: Codable {
    let value: Value
}

extension CacheCodec where Value == [UInt8] {
    /// The bytes as they are.
    public static var bytes: CacheCodec { CacheCodec(encode: { $0 }, decode: { $0 }) }
}
