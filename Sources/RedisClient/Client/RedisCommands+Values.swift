import NIOCore

/// When `SET` writes.
public enum RedisSetCondition: String, Sendable {
    case ifMissing = "NX"
    case ifPresent = "XX"
}

extension RedisCommands {
    /// Writes a value.
    ///
    /// - Parameters:
    ///   - expires: when it goes, in whole milliseconds, at least one; nil for never.
    ///   - condition: nil to write always.
    /// - Returns: whether it was written.
    @discardableResult
    public func set(
        _ key: some RedisArgument, _ value: some RedisArgument, expires: Duration? = nil,
        condition: RedisSetCondition? = nil, timeout: Duration? = nil
    ) async throws(RedisError) -> Bool {
        let reply = try await execute(Self.set(key, value, expires, condition, returnsOld: false), timeout: timeout)
        switch reply {
        case .simpleString: return true
        case .null: return false
        default: throw RedisError.unexpected("SET", reply)
        }
    }

    /// Writes a value and returns the one before; nil when there was none.
    ///
    /// With a condition, from Redis 7 on: whether it was written follows from whether there was one.
    public func getAndSet(
        _ key: some RedisArgument, _ value: some RedisArgument, expires: Duration? = nil,
        condition: RedisSetCondition? = nil, timeout: Duration? = nil
    ) async throws(RedisError) -> ByteBuffer? {
        try await execute(Self.set(key, value, expires, condition, returnsOld: true), timeout: timeout).bytes
    }

    private static func set(
        _ key: some RedisArgument, _ value: some RedisArgument, _ expires: Duration?,
        _ condition: RedisSetCondition?, returnsOld: Bool
    ) -> RedisCommand {
        var arguments: [any RedisArgument] = [key, value]
        if let condition { arguments.append(condition.rawValue) }
        if returnsOld { arguments.append("GET") }
        if let expires { arguments += ["PX", max(1, expires.wholeMilliseconds)] as [any RedisArgument] }
        return RedisCommand("SET", arguments: arguments)
    }

    /// - Returns: how many keys there were.
    @discardableResult
    public func del<Key: RedisArgument>(_ keys: Key..., timeout: Duration? = nil) async throws(RedisError) -> Int64 {
        try await removing("DEL", keys, timeout)
    }

    /// As ``del(_:timeout:)``; the server frees the memory later, in the background.
    @discardableResult
    public func unlink<Key: RedisArgument>(_ keys: Key..., timeout: Duration? = nil) async throws(RedisError) -> Int64 {
        try await removing("UNLINK", keys, timeout)
    }

    @discardableResult
    public func unlink(_ keys: [some RedisArgument], timeout: Duration? = nil) async throws(RedisError) -> Int64 {
        try await removing("UNLINK", keys, timeout)
    }

    private func removing(
        _ name: String, _ keys: [some RedisArgument], _ timeout: Duration?
    ) async throws(RedisError) -> Int64 {
        guard !keys.isEmpty else { return 0 }
        return try await integer(RedisCommand(name, arguments: keys), timeout)
    }

    /// - Returns: the number after `amount` was added; a missing key counts as 0.
    @discardableResult
    public func incr(
        _ key: some RedisArgument, by amount: Int64 = 1, timeout: Duration? = nil
    ) async throws(RedisError) -> Int64 {
        try await integer(amount == 1 ? RedisCommand("INCR", key) : RedisCommand("INCRBY", key, amount), timeout)
    }

    public func exists(_ key: some RedisArgument, timeout: Duration? = nil) async throws(RedisError) -> Bool {
        try await integer(RedisCommand("EXISTS", key), timeout) == 1
    }

    /// Lets a key go after whole seconds.
    ///
    /// - Returns: whether there is such a key.
    @discardableResult
    public func expire(
        _ key: some RedisArgument, after time: Duration, timeout: Duration? = nil
    ) async throws(RedisError) -> Bool {
        try await integer(RedisCommand("EXPIRE", key, time.components.seconds), timeout) == 1
    }

    /// Lets a key go after whole milliseconds.
    ///
    /// - Returns: whether there is such a key.
    @discardableResult
    public func pexpire(
        _ key: some RedisArgument, after time: Duration, timeout: Duration? = nil
    ) async throws(RedisError) -> Bool {
        try await integer(RedisCommand("PEXPIRE", key, time.wholeMilliseconds), timeout) == 1
    }
}

extension Duration {
    var wholeMilliseconds: Int64 {
        let (seconds, attoseconds) = components
        let (product, isTooLarge) = seconds.multipliedReportingOverflow(by: 1000)
        return isTooLarge ? (seconds < 0 ? .min : .max) : product &+ attoseconds / 1_000_000_000_000_000
    }
}
