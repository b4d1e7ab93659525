import NIOCore

extension RedisCommands {
    /// Asks for a sign of life.
    public func ping(timeout: Duration? = nil) async throws(RedisError) {
        let reply = try await execute(RedisCommand("PING"), timeout: timeout)
        guard reply.string == "PONG" else { throw RedisError.unexpected("PING", reply) }
    }

    /// - Returns: how many clients of this server got it.
    @discardableResult
    public func publish(
        _ message: some RedisArgument, to channel: some RedisArgument, timeout: Duration? = nil
    ) async throws(RedisError) -> Int64 {
        try await integer(RedisCommand("PUBLISH", channel, message), timeout)
    }

    /// Removes every key of every database; the memory is freed in the background.
    public func flushAll(timeout: Duration? = nil) async throws(RedisError) {
        _ = try await execute(RedisCommand("FLUSHALL", "ASYNC"), timeout: timeout)
    }

    /// The fields of a section of `INFO`.
    public func info(
        _ section: String = "default", timeout: Duration? = nil
    ) async throws(RedisError) -> [String: String] {
        let reply = try await execute(RedisCommand("INFO", section), timeout: timeout)
        guard let text = reply.string else { throw RedisError.unexpected("INFO", reply) }
        var fields: [String: String] = [:]
        for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
            guard let colon = line.firstIndex(of: ":") else { continue }
            fields[String(line[..<colon])] = String(line[line.index(after: colon)...])
        }
        return fields
    }

    /// The keys that match, page by page. A key may come twice, and one that is written or removed meanwhile may be
    /// missing: `SCAN` guarantees only those that were there throughout.
    ///
    /// - Parameters:
    ///   - cursor: `"0"` to begin, then what the last page gave.
    ///   - count: about how many keys are looked at for a page.
    /// - Returns: the next cursor, nil at the end, and keys.
    public func scan(
        cursor: String = "0", match pattern: String? = nil, count: Int = 100, timeout: Duration? = nil
    ) async throws(RedisError) -> (next: String?, keys: [ByteBuffer]) {
        var arguments: [any RedisArgument] = [cursor]
        if let pattern { arguments += ["MATCH", pattern] }
        arguments += ["COUNT", count] as [any RedisArgument]
        let reply = try await execute(RedisCommand("SCAN", arguments: arguments), timeout: timeout)
        guard let parts = reply.elements, parts.count == 2, let next = parts[0].string, let keys = parts[1].elements
        else { throw RedisError.unexpected("SCAN", reply) }
        return (next == "0" ? nil : next, keys.compactMap(\.bytes))
    }
}

extension RedisCommand {
    /// `CLIENT TRACKING ON` for the configuration's `setup`: the server says which keys were written.
    ///
    /// - Parameters:
    ///   - prefixes: with some, every key that begins so is reported, also those never read here (`BCAST`). Without,
    ///     those that were read on this connection.
    ///   - ignoresOwnWrites: whether what this connection writes is not reported (`NOLOOP`).
    public static func clientTracking(prefixes: [String] = [], ignoresOwnWrites: Bool = true) -> RedisCommand {
        var arguments: [any RedisArgument] = ["TRACKING", "ON"]
        if !prefixes.isEmpty { arguments.append("BCAST") }
        for prefix in prefixes { arguments += ["PREFIX", prefix] }
        if ignoresOwnWrites { arguments.append("NOLOOP") }
        return RedisCommand("CLIENT", arguments: arguments)
    }
}
