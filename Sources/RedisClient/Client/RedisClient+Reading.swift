import NIOCore

/// The commands that are asked most often: written without a list of arguments.
extension RedisClient {
    public func get(_ key: some RedisArgument, timeout: Duration? = nil) async throws(RedisError) -> ByteBuffer? {
        let reply = try await perform("GET", timeout: timeout) { buffer in
            buffer.writeStaticString("*2\r\n$3\r\nGET\r\n")
            key.write(to: &buffer)
        }
        switch reply {
        case .bulkString(let bytes): return bytes.compact
        case .null: return nil
        default: throw RedisError.unexpected("GET", reply)
        }
    }

    public func mget(_ keys: [some RedisArgument], timeout: Duration? = nil) async throws(RedisError) -> [ByteBuffer?] {
        try await values(of: keys, timeout: timeout, bound: nil).map { $0.bytes?.compact }
    }

    /// - Returns: a string or null for each key. Strings may keep more memory alive than they show.
    func values(
        of keys: [some RedisArgument], timeout: Duration?, bound: Int?
    ) async throws(RedisError) -> [RESPValue] {
        guard !keys.isEmpty else { return [] }
        let reply = try await perform("MGET", timeout: timeout, bound: bound) { buffer in
            buffer.writeRESPLength("*", keys.count + 1)
            buffer.writeStaticString("$4\r\nMGET\r\n")
            for key in keys { key.write(to: &buffer) }
        }
        guard case .array(let values) = reply, values.count == keys.count else {
            throw RedisError.unexpected("MGET", reply)
        }
        return values
    }
}
