import NIOCore

/// A value of RESP3, the protocol of Redis 6 and later; RESP2's values are among them.
///
/// Attributes, which servers may put before any value, are read and dropped.
public enum RESPValue: Hashable, Sendable {
    case simpleString(String)
    /// Bytes. They may share memory with other replies, but never more than four times their size.
    case bulkString(ByteBuffer)
    /// A text with its format, three characters such as `txt` or `mkd`.
    indirect case verbatimString(format: String, ByteBuffer)
    /// A simple or a blob error. On its own it is thrown; within an aggregate it is found here.
    indirect case error(RedisServerError)
    case integer(Int64)
    case double(Double)
    /// Decimal digits, perhaps with a sign, of any length.
    case bigNumber(String)
    case boolean(Bool)
    case null
    case array([RESPValue])
    /// In the server's order. Keys are not checked for being unique.
    case map([RESPPair])
    case set([RESPValue])
    /// What the server says without being asked. Never the reply to a command.
    case push([RESPValue])
}

/// A key and its value in a RESP3 map.
public struct RESPPair: Hashable, Sendable {
    public var key: RESPValue
    public var value: RESPValue

    public init(key: RESPValue, value: RESPValue) {
        self.key = key
        self.value = value
    }
}
