import NIOCore

/// What commands can be sent to: one Redis, or a cluster.
public protocol RedisCommands: Sendable {
    /// Sends a command and waits for its reply.
    func execute(_ command: RedisCommand, timeout: Duration?) async throws(RedisError) -> RESPValue
    /// A value's bytes; nil when there is none.
    func get(_ key: some RedisArgument, timeout: Duration?) async throws(RedisError) -> ByteBuffer?
    /// The values of keys in their order; nil for each that has none.
    func mget(_ keys: [some RedisArgument], timeout: Duration?) async throws(RedisError) -> [ByteBuffer?]
}

extension RedisCommands {
    /// Sends any command.
    ///
    /// ```swift
    /// let length = try await redis.send("STRLEN", "greeting").integer
    /// ```
    @discardableResult
    public func send(
        _ command: String, _ arguments: any RedisArgument..., timeout: Duration? = nil
    ) async throws(RedisError) -> RESPValue {
        try await execute(RedisCommand(command, arguments: arguments), timeout: timeout)
    }

    public func mget(_ keys: [some RedisArgument], timeout: Duration? = nil) async throws(RedisError) -> [ByteBuffer?] {
        guard !keys.isEmpty else { return [] }
        let reply = try await execute(RedisCommand("MGET", arguments: keys), timeout: timeout)
        guard let values = reply.elements, values.count == keys.count else {
            throw RedisError.unexpected("MGET", reply)
        }
        return values.map(\.bytes)
    }

    func integer(_ command: RedisCommand, _ timeout: Duration?) async throws(RedisError) -> Int64 {
        let reply = try await execute(command, timeout: timeout)
        guard case .integer(let number) = reply else { throw RedisError.unexpected(command.name, reply) }
        return number
    }
}

extension RedisError {
    static func unexpected(_ command: String, _ reply: RESPValue) -> RedisError {
        RedisError(
            .unexpectedReply, "\(command) was answered by \(reply.kind), which does not fit it.", mayHaveRun: true)
    }
}
