import NIOCore

/// Commands of a client that go out on one connection, or not at all.
///
/// For who has to know that nothing lies between what a connection was found to be and what is sent on it: a client by
/// itself sends what waits on the next connection, to a server that may have restarted without its last writes.
public struct RedisConnectionCommands: RedisCommands {
    private let client: RedisClient
    private let number: Int

    init(_ client: RedisClient, number: Int) { (self.client, self.number) = (client, number) }

    /// - Throws: as ``RedisClient/execute(_:timeout:)``; `connectionLost`, with ``RedisError/mayHaveRun`` false, when the
    ///   connection isn't there any more.
    public func execute(_ command: RedisCommand, timeout: Duration? = nil) async throws(RedisError) -> RESPValue {
        try await client.execute(command, timeout: timeout, bound: number)
    }

    /// - Throws: as ``execute(_:timeout:)``.
    public func pipeline(
        _ commands: [RedisCommand], timeout: Duration? = nil
    ) async throws(RedisError) -> [Result<RESPValue, RedisError>] {
        try await client.pipeline(commands, timeout: timeout, bound: number)
    }

    public func get(_ key: some RedisArgument, timeout: Duration? = nil) async throws(RedisError) -> ByteBuffer? {
        let reply = try await execute(RedisCommand("GET", key), timeout: timeout)
        switch reply {
        case .bulkString(let bytes): return bytes
        case .null: return nil
        default: throw RedisError.unexpected("GET", reply)
        }
    }

    public func mget(_ keys: [some RedisArgument], timeout: Duration? = nil) async throws(RedisError) -> [ByteBuffer?] {
        try await client.values(keys.count, timeout: timeout, bound: number) { keys[$0].write(to: &$1) }
            .map { $0.bytes?.compact }
    }

    /// The values of some keys, a string or null each, for who reads them now and keeps none: they may keep more memory
    /// alive than they show.
    ///
    /// - Parameter write: writes the key of a number, as a ``RedisArgument`` does, and under the same conditions.
    package func transientValues(
        _ count: Int, writing write: (Int, inout ByteBuffer) -> Void
    ) async throws(RedisError) -> [RESPValue] {
        try await client.values(count, timeout: nil, bound: number, write)
    }
}

extension RedisClient {
    /// Commands that are sent on the connection that this event was about, or not at all.
    public func on(_ server: RedisServerInfo) -> RedisConnectionCommands {
        RedisConnectionCommands(self, number: server.reconnects)
    }
}
