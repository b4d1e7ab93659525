import Synchronization

/// A kind of data that is cached: what its values are, how they travel to Redis, and how long they are served.
///
/// Made once, and kept:
///
/// ```swift
/// enum Kinds {
///     static let userProfile = CacheKind<User?>(
///         "user_profile", version: 1, policy: CachePolicy(timeToLive: .seconds(1800)))
/// }
/// ```
///
/// Two kinds never share values in memory, even with equal names; in Redis they share them if name and version are
/// equal. Raise the version when the meaning of what is stored changes: older values are then never read.
public struct CacheKind<Value: Sendable>: Sendable {
    public let name: String
    public let version: Int
    /// Holds unless the configuration of the cache has one for ``name``.
    public let policy: CachePolicy
    /// Nil: values stay in this process.
    public let codec: CacheCodec<Value>?
    /// An estimate of what one value takes in memory, in bytes.
    let size: @Sendable (Value) -> Int
    /// Whether there is no value: then `negativeTimeToLive` holds.
    let isNegative: @Sendable (Value) -> Bool
    /// Distinguishes it in this process from all others.
    @usableFromInline let number: UInt32

    /// A kind whose values are stored in Redis by `codec`.
    ///
    /// - Parameters:
    ///   - name: lower-case letters, digits and `_`; the key of its settings, and a label of its metrics.
    ///   - size: an estimate of what a value takes in memory, in bytes; asked once a value.
    public init(
        _ name: String, version: Int = 1, policy: CachePolicy, codec: CacheCodec<Value>?,
        size: @escaping @Sendable (Value) -> Int = { _ in 512 },
        isNegative: @escaping @Sendable (Value) -> Bool = { CacheKind.isNil($0) }
    ) {
        (self.name, self.version, self.policy, self.codec) = (name, version, policy, codec)
        (self.size, self.isNegative) = (size, isNegative)
        number = KindNumbers.next()
    }

    /// Whether it is an optional without a value.
    public static func isNil(_ value: Value) -> Bool { (value as? any OptionalValue)?.isNil ?? false }
}

extension CacheKind where Value: Codable {
    /// A kind whose values are stored in Redis as JSON.
    public init(
        _ name: String, version: Int = 1, policy: CachePolicy,
        size: @escaping @Sendable (Value) -> Int = { _ in 512 }
    ) {
        self.init(name, version: version, policy: policy, codec: .json, size: size)
    }
}

private protocol OptionalValue {
    var isNil: Bool { get }
}

extension Optional: OptionalValue {
    fileprivate var isNil: Bool { self == nil }
}

private enum KindNumbers {
    private static let last = Atomic<UInt32>(0)

    static func next() -> UInt32 { last.add(1, ordering: .relaxed).newValue }
}
