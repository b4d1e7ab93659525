/// Where a Redis is, and how a client behaves towards it.
///
/// ```swift
/// var configuration = try RedisConfiguration(url: "rediss://cache:secret@redis.example.com:6380/2")
/// configuration.commandTimeout = .milliseconds(50)
/// ```
///
/// Its description holds no password.
public struct RedisConfiguration: Sendable {
    public var address: RedisAddress
    /// The user of Redis's access lists; nil for the user `default`.
    public var user: String?
    public var password: String?
    /// The number that `SELECT` takes. Default 0, from 0. A cluster has no other.
    public var database = 0
    /// Nil: not encrypted.
    public var tls: RedisTLS?
    /// What `CLIENT LIST` shows. Letters, digits and punctuation without spaces; nil for none.
    public var clientName: String?

    /// From the start of a connection until it is ready: name, TCP, TLS, authentication, set-up. Default 5 s.
    public var connectTimeout: Duration = .seconds(5)
    /// How long a command waits for its reply, unless the call says otherwise; with the wait for a connection. Default
    /// 1 s.
    public var commandTimeout: Duration = .seconds(1)
    /// A connection that owes replies and has given none for this long is closed; what it owes gets `connectionLost`.
    /// Longer than the slowest command that is sent. Default 10 s.
    public var patience: Duration = .seconds(10)
    /// How long ``RedisClient/shutdown(within:)`` waits for replies, unless the call says otherwise. Default 5 s.
    public var shutdownTimeout: Duration = .seconds(5)
    public var backoff = RedisBackoff()
    public var limits = RedisLimits()
    /// Commands that are sent at each connect before anything else, such as `CLIENT TRACKING ON BCAST PREFIX p:
    /// NOLOOP`. One that is refused fails the connect.
    public var setup: [RedisCommand] = []

    public init(_ address: RedisAddress) { self.address = address }

    /// - Throws: `invalidConfiguration` that names the setting, its value and what is allowed.
    func check() throws(RedisError) {
        try limits.check()
        try backoff.check()
        let times = [
            ("connectTimeout", connectTimeout), ("commandTimeout", commandTimeout), ("patience", patience),
            ("shutdownTimeout", shutdownTimeout),
        ]
        for (name, value) in times where value <= .zero || value > .seconds(86_400) {
            throw RedisError(
                .invalidConfiguration,
                "The setting \(name) of a Redis client is \(value); it must be above zero and at most a day.")
        }
        guard database >= 0 else {
            throw RedisError(
                .invalidConfiguration, "The number of a Redis database is \(database); it must be at least 0.")
        }
        guard user == nil || password != nil else {
            throw RedisError(
                .invalidConfiguration, "A Redis user is set without a password; Redis wants both, or a password alone.")
        }
        if let clientName, clientName.isEmpty || !clientName.utf8.allSatisfy({ (33...126).contains($0) }) {
            throw RedisError(
                .invalidConfiguration, "The name of a Redis client must be of visible ASCII without spaces.")
        }
    }
}

extension RedisConfiguration: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "Redis at \(address), database \(database)\(tls == nil ? "" : ", TLS")" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: ["description": description]) }
}

/// Where a Redis listens.
public enum RedisAddress: Hashable, Sendable, CustomStringConvertible {
    case tcp(host: String, port: Int)
    case unix(path: String)

    public var description: String {
        switch self {
        case .tcp(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        case .unix(let path): path
        }
    }
}
