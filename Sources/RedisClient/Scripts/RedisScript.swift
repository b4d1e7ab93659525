import NIOCore

/// A Lua script that is sent by its digest, and whole when the server does not know it.
///
/// ```swift
/// let script = RedisScript("return redis.call('GET', KEYS[1])")
/// let value = try await redis.run(script, keys: ["greeting"])
/// ```
public struct RedisScript: Hashable, Sendable {
    public let source: String
    /// SHA-1 of the source in hexadecimal digits, as `EVALSHA` wants it.
    public let digest: String

    public init(_ source: String) {
        self.source = source
        digest = SHA1.hexadecimal(of: source.utf8)
    }
}

extension RedisCommands {
    /// Runs a script. One that the server does not know is sent whole: then two commands share the timeout's length
    /// each.
    public func run<Key: RedisArgument>(
        _ script: RedisScript, keys: [Key] = [String](), arguments: [any RedisArgument] = [], timeout: Duration? = nil
    ) async throws(RedisError) -> RESPValue {
        let rest: [any RedisArgument] = [keys.count] + keys.map { $0 as any RedisArgument } + arguments
        do {
            return try await execute(RedisCommand("EVALSHA", arguments: [script.digest] + rest), timeout: timeout)
        } catch {
            // It was refused before it ran.
            guard error.server?.prefix == .noScript else { throw error }
            return try await execute(RedisCommand("EVAL", arguments: [script.source] + rest), timeout: timeout)
        }
    }

    /// Makes the server know a script, so that the first run needs not send it.
    public func load(_ script: RedisScript, timeout: Duration? = nil) async throws(RedisError) {
        let reply = try await execute(RedisCommand("SCRIPT", "LOAD", script.source), timeout: timeout)
        guard reply.string == script.digest else { throw RedisError.unexpected("SCRIPT LOAD", reply) }
    }
}
