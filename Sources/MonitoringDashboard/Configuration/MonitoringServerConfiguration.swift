public import Foundation

/// How the monitor's own HTTP server runs.
public struct MonitoringServerConfiguration: Sendable {
    /// The address to listen on. On a loopback address (`127.0.0.1`, `::1`, `localhost`) people of this machine may read
    /// without signing in; on any other, everything asks for the token or a session of an administrator.
    public var host = "127.0.0.1"
    /// The port to listen on; 0 takes a free one.
    public var port = 0
    /// Names by which it may be asked for, besides `localhost`, `host` and IP addresses. Requests for others are refused:
    /// a foreign page could have had its own name resolved to this machine (DNS rebinding).
    public var names: Set<String> = []
    /// Where browsers find it, by a reverse proxy: `https://monitor.example.com`, with a port where it isn't the scheme's
    /// own, without a path. Its host is one of the ``names``, `https` means ``isBehindTLS``, and its pages may change
    /// something whatever the proxy puts into the `Host` field. As a proxy on this machine needn't say that it is one,
    /// everybody signs in then, on a loopback address too, unless the URL's own host is one. None: no proxy.
    public var publicURL: String?
    /// What programs, such as Prometheus, send as `Authorization: Bearer`. Each may do everything. None:
    /// sessions alone.
    public var tokens: [AdminToken] = []
    /// Whether browsers reach it over TLS, by a reverse proxy: cookies are then never sent without. Not needed with a
    /// ``publicURL`` of `https`.
    public var isBehindTLS = false
    /// Addresses of reverse proxies whose `X-Forwarded-For` is believed when attempts to sign in are counted.
    public var trustedProxies: Set<String> = []
    /// In which times of day are shown.
    public var timeZone = TimeZone.current
    public var limits = Limits()

    /// Everything as documented at each member.
    public init() {}

    /// What a stranger may cost.
    public struct Limits: Sendable, Hashable {
        /// The body of a request. Longer: 413.
        public var bodyBytes = 4096
        /// One header field, and all of them. More: 431.
        public var fieldBytes = 8 * 1024
        public var fieldsBytes = 16 * 1024
        public var fieldCount = 64
        /// From a request's head to its last byte. Longer: the connection is closed.
        public var readTime: Duration = .seconds(10)
        /// How long an answer may wait for the other side to read. Longer: the connection is closed.
        public var writeTime: Duration = .seconds(30)
        /// How long a connection may stay open with nothing asked, or with an incomplete head.
        public var idleTime: Duration = .seconds(60)
        /// Open connections. More wait in the listen queue.
        public var connections = 256
        /// Streams of events at once. More: 503.
        public var streams = 32
        /// How often a stream says that it is alive when there is nothing to say.
        public var heartbeat: Duration = .seconds(15)
        /// How long an attempt to sign in takes, whether it succeeds or not.
        public var signInTime: Duration = .seconds(1)

        /// The limits as documented at each member.
        public init() {}
    }

    /// - Throws: ``MonitoringConfigurationError``, which names the member, its value and what is allowed.
    func validate() throws {
        guard !host.isEmpty else {
            throw MonitoringConfigurationError("host is empty: give an address to listen on, such as 127.0.0.1.")
        }
        guard (0...65535).contains(port) else {
            throw MonitoringConfigurationError("port is \(port): it must be from 0 to 65535.")
        }
        if let publicURL { _ = try PublicURL(publicURL) }
        guard limits.bodyBytes > 0, limits.connections > 0, limits.streams > 0 else {
            throw MonitoringConfigurationError("Limits of bodies, connections and streams must be above 0.")
        }
    }

    var isLoopback: Bool { HostName(host).isLoopback }

    /// Nil also for one that ``validate()`` refuses.
    var publicAddress: PublicURL? { publicURL.flatMap { try? PublicURL($0) } }

    /// Whether nobody but this machine's people reach it, unless a proxy says that it passes something on.
    var isForThisMachine: Bool { isLoopback && publicAddress?.host.isLoopback ?? true }

    var isReachedOverTLS: Bool { isBehindTLS || publicAddress?.isHTTPS == true }
}

/// The configuration of the monitor's server is no good.
public struct MonitoringConfigurationError: Error, CustomStringConvertible {
    public let description: String

    init(_ description: String) { self.description = description }
}
