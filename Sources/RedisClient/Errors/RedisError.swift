/// Why something that was asked of Redis did not happen.
///
/// ```swift
/// do {
///     try await redis.set("greeting", "hello")
/// } catch {
///     guard error.server?.prefix == .readOnly else { throw error }
/// }
/// ```
///
/// A description never holds a password, a URL with credentials, or the arguments of a command.
public struct RedisError: Error, Sendable {
    /// One reference: functions that throw it stay small.
    private var storage: Storage

    private final class Storage: Sendable {
        let fields: Fields
        init(_ fields: Fields) { self.fields = fields }
    }

    private struct Fields: Sendable {
        var code: Code
        var message: String
        var server: RedisServerError?
        var mayHaveRun: Bool
    }

    public init(_ code: Code, _ message: String, server: RedisServerError? = nil, mayHaveRun: Bool = false) {
        storage = Storage(Fields(code: code, message: message, server: server, mayHaveRun: mayHaveRun))
    }

    public var code: Code { storage.fields.code }

    /// What was attempted, what happened, and what can be done.
    public var message: String { storage.fields.message }

    /// What the server answered, if it was the server that refused.
    public var server: RedisServerError? { storage.fields.server }

    /// Whether the server may have executed the command although there is no answer. When false, it has not and will
    /// not: the command may be repeated safely.
    public var mayHaveRun: Bool { storage.fields.mayHaveRun }
}

extension RedisError: CustomStringConvertible, CustomDebugStringConvertible {
    public var description: String { "\(code): \(message)" }
    public var debugDescription: String { description }
}
