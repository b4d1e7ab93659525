/// What a client holds at most.
public struct RedisLimits: Hashable, Sendable {
    /// How deep a reply may be nested. Deeper: the connection is closed. Default 32, from 1.
    public var replyDepth = 32
    /// The longest line: simple strings, errors, numbers. Longer: the connection is closed. Default 64 KiB, from 64.
    public var lineBytes = 64 << 10
    /// The largest reply with everything in it. A larger one is skipped as it comes, its command gets `replyTooLarge`,
    /// and the connection lives on. A larger push: the connection is closed. Default 64 MiB, from 1 KiB.
    public var replyBytes = 64 << 20
    /// The most values in one reply, at all depths. As with `replyBytes`. Default 2²⁰, from 16.
    public var replyElements = 1 << 20
    /// The most commands that are unanswered, with those whose callers have gone. One more gets `overloaded`.
    /// Default 16,384, from 1.
    public var commands = 16_384
    /// The most bytes of commands that wait to be written. More gets `overloaded`. Default 64 MiB, from 1 KiB.
    public var outgoingBytes = 64 << 20

    public init() {}

    func check() throws(RedisError) {
        let settings = [
            ("replyDepth", replyDepth, 1), ("lineBytes", lineBytes, 64), ("replyBytes", replyBytes, 1024),
            ("replyElements", replyElements, 16), ("commands", commands, 1), ("outgoingBytes", outgoingBytes, 1024),
        ]
        for (name, value, least) in settings where value < least {
            throw RedisError(
                .invalidConfiguration, "The limit \(name) of a Redis client is \(value); it must be at least \(least).")
        }
    }
}
