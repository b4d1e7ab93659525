/// The connection pool and the lanes of this process.
public struct PoolRow: Sendable, Codable, Equatable {
    public var leased: Int
    public var idle: Int
    public var connecting: Int
    public var waiting: Int
    /// Base connections plus overflow.
    public var limit: Int
    public var isUnavailable: Bool
    public var lastConnectError: String?
    /// Open lanes, and reads under way on them.
    public var lanes: Int
    public var laneDepth: Int

    public init(
        leased: Int, idle: Int, connecting: Int, waiting: Int, limit: Int, isUnavailable: Bool,
        lastConnectError: String?, lanes: Int, laneDepth: Int
    ) {
        (self.leased, self.idle, self.connecting, self.waiting) = (leased, idle, connecting, waiting)
        (self.limit, self.isUnavailable, self.lastConnectError) = (limit, isUnavailable, lastConnectError)
        (self.lanes, self.laneDepth) = (lanes, laneDepth)
    }
}

/// A kind of data in the query cache.
public struct CacheRow: Sendable, Codable, Equatable {
    public var kind: String
    /// Requests a second since the sample before.
    public var requests: Double
    /// Of them, the share that needed no load; nil when there were none.
    public var hitRatio: Double?
    public var entries: Int
    public var bytes: Int

    public init(kind: String, requests: Double, hitRatio: Double?, entries: Int, bytes: Int) {
        (self.kind, self.requests, self.hitRatio) = (kind, requests, hitRatio)
        (self.entries, self.bytes) = (entries, bytes)
    }
}

/// A route of the HTTP server, since the sample before.
public struct RouteRow: Sendable, Codable, Equatable {
    /// `GET /v1/shops/{id}`
    public var route: String
    /// A second.
    public var requests: Double
    /// Answers with a status of 500 or above, a second.
    public var errors: Double
    /// In seconds; upper estimates, from a histogram.
    public var median: Double?
    public var p95: Double?
    public var p99: Double?

    public init(route: String, requests: Double, errors: Double, median: Double?, p95: Double?, p99: Double?) {
        (self.route, self.requests, self.errors) = (route, requests, errors)
        (self.median, self.p95, self.p99) = (median, p95, p99)
    }
}
