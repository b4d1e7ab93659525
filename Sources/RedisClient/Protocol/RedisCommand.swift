import NIOCore

/// A command with its arguments.
///
/// ```swift
/// let command = RedisCommand("SET", "greeting", "hello", "PX", 5_000)
/// ```
public struct RedisCommand: Sendable {
    /// In capitals; a sub-command, such as `ON` in `CLIENT TRACKING ON`, is an argument.
    public let name: String
    public let arguments: [any RedisArgument]

    public init(_ name: String, _ arguments: any RedisArgument...) { self.init(name, arguments: arguments) }

    public init(_ name: String, arguments: [any RedisArgument]) {
        self.name = name
        self.arguments = arguments
    }

    func write(to buffer: inout ByteBuffer) {
        buffer.writeRESPLength("*", arguments.count + 1)
        name.write(to: &buffer)
        for argument in arguments { argument.write(to: &buffer) }
    }
}

extension RedisCommand: CustomStringConvertible {
    /// The name: arguments may be anything, and are in no message.
    public var description: String { name }
}
