/// What happens on a client's connection, in its order.
public enum RedisEvent: Sendable {
    /// A connection is ready: it is set up, and no other command has been sent on it yet.
    case connected(RedisServerInfo)
    /// A connection that was ready has ended. Every `invalidate` since is missed.
    case disconnected(RedisError)
    /// An attempt to connect has failed; another follows.
    case connectFailed(RedisError)
    case push(RedisPush)
}

/// Something the server said without being asked.
public struct RedisPush: Hashable, Sendable {
    /// `invalidate` for client tracking.
    public let kind: String
    /// What follows the kind.
    public let arguments: [RESPValue]

    /// Nil when the first element is no string.
    init?(_ elements: [RESPValue]) {
        guard let kind = elements.first?.string else { return nil }
        self.kind = kind
        arguments = Array(elements.dropFirst())
    }
}

extension RedisPush {
    /// What an `invalidate` of client tracking is about.
    public enum Invalidation: Hashable, Sendable {
        case keys([RESPValue])
        /// The server was flushed.
        case everything
    }

    /// Nil for pushes of other kinds.
    public var invalidation: Invalidation? {
        guard kind == "invalidate" else { return nil }
        return arguments.first?.elements.map { .keys($0) } ?? .everything
    }
}

/// The server behind a connection.
public struct RedisServerInfo: Hashable, Sendable {
    public enum Role: String, Hashable, Sendable { case master, replica, unknown }

    /// Another one after every start of the server; nil when this user may not ask for it.
    public let runID: String?
    public let version: String
    public let role: Role
    /// `standalone`, `cluster` or `sentinel`.
    public let mode: String
    /// The connection's number on the server, as in `CLIENT LIST`.
    public let connectionID: Int64
    /// How many connections this client has had before.
    public let reconnects: Int
}
