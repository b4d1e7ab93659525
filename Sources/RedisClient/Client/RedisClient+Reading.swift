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
        try await values(keys.count, timeout: timeout, bound: nil) { keys[$0].write(to: &$1) }.map { $0.bytes?.compact }
    }

    /// - Parameter write: writes the key of a number, as a ``RedisArgument`` does.
    /// - Returns: a string or null for each key. Strings may keep more memory alive than they show.
    func values(
        _ count: Int, timeout: Duration?, bound: Int?, _ write: (Int, inout ByteBuffer) -> Void
    ) async throws(RedisError) -> [RESPValue] {
        guard count > 0 else { return [] }
        let reply = try await perform("MGET", timeout: timeout, bound: bound) { buffer in
            buffer.writeRESPLength("*", count + 1)
            buffer.writeStaticString("$4\r\nMGET\r\n")
            for index in 0..<count { write(index, &buffer) }
        }
        guard case .array(let values) = reply, values.count == count else {
            throw RedisError.unexpected("MGET", reply)
        }
        return values
    }
}
