import NIOCore

/// What a ``FaultProxy`` does to the connections that go through it.
public enum Fault: Sendable, Equatable {
    /// Passes everything on.
    case none
    /// Passes every byte on, this much later in each direction.
    case delay(Duration)
    /// Resets every connection, and every new one as soon as it is there.
    case cut
    /// Resets the server's side of every connection and tells the client nothing. What the client sends is lost; a new
    /// connection is accepted and leads nowhere.
    case halfOpen
    /// Loses every byte in both directions, and answers no new connection. A connection that lost a byte stays lost.
    case blackHole
    /// Loses what the server says, and its end; what the client says arrives. A connection that lost a byte stays mute.
    case mute
    /// Keeps every byte back until there is another fault: nothing is lost, as with a cable that is plugged in again.
    case hold
    /// Replaces what the server says by random bytes of a seed.
    case garbage(seed: UInt64)
    /// Sends every byte for itself.
    case oneByteAtATime
    /// Passes on at most this many bytes a second, per connection and direction.
    case throttled(bytesPerSecond: Int)

    var delay: TimeAmount {
        if case .delay(let duration) = self { return TimeAmount(duration) }
        return .zero
    }

    /// How many bytes go at once, and how long the next wait for them; nil for all, without a wait.
    var pace: (bytes: Int, pause: TimeAmount)? {
        switch self {
        case .oneByteAtATime: return (1, .zero)
        case .throttled(let bytesPerSecond):
            let bytes = max(1, bytesPerSecond / 100)
            return (bytes, .nanoseconds(Int64(bytes) * 1_000_000_000 / Int64(max(1, bytesPerSecond))))
        default: return nil
        }
    }

    /// Whether the client is never told that the server's side has ended.
    var hidesTheServersEnd: Bool { self == .halfOpen || self == .blackHole || self == .mute }

    /// Whether new connections are accepted and lead nowhere.
    var isDeafToNewConnections: Bool { self == .halfOpen || self == .blackHole }
}
