/// What one request and one connection may cost.
public struct RequestLimits: Sendable, Hashable {
    /// The body of a request. Longer: 413.
    public var bodyBytes = 64 * 1024
    /// The body of a webhook. Longer: 413.
    public var webhookBodyBytes = 256 * 1024
    /// The request target (path and query). Longer: 414.
    public var targetBytes = 8 * 1024
    /// One header field, name and value. Longer: 431.
    public var fieldBytes = 16 * 1024
    /// All header fields together. More: 431.
    public var fieldsBytes = 32 * 1024
    /// The number of header fields. More: 431.
    public var fieldCount = 100
    /// From a request's first byte to its last. Longer: 408, and the connection is closed.
    public var readTime: Duration = .seconds(15)
    /// From a request's head until its answer is ready. Longer: the work is cancelled and the answer is 503.
    public var responseTime: Duration = .seconds(30)
    /// How long a connection may stay open with nothing asked.
    public var idleTime: Duration = .seconds(75)
    /// Open connections. More wait in the listen queue until one closes.
    public var connections = 10_000
    /// After shutdown has begun: how long an idle connection may still ask (and be answered with `Connection: close`)
    /// before it is closed. It lets requests that are under way reach us.
    public var drainTime: Duration = .milliseconds(500)

    /// The limits as documented at each member.
    public init() {}
}
