import Crypto

/// How the HTTP server runs.
public struct ServerConfiguration: Sendable {
    /// The address to listen on. TLS and the outside world are a reverse proxy's job.
    public var host = "127.0.0.1"
    /// The port to listen on; 0 takes a free one.
    public var port = 0
    /// The secret that Stripe signs webhooks with (`whsec_…`). Without one, webhooks are answered 503.
    public var stripeWebhookSecret: Secret?
    /// Addresses of reverse proxies whose `X-Forwarded-For` is believed. Empty: the peer's own address counts.
    public var trustedProxies: Set<String> = []
    public var limits = RequestLimits()
    /// Nil: no rate limits.
    public var rateLimits: RateLimits? = RateLimits()
    /// What `/readyz` waits for the database.
    public var readinessTime: Duration = .seconds(2)
    /// A token with which a program may ask for `/admin/…` without a session: whoever knows it may, from anywhere. At least
    /// 128 random bits. Nil: administrators alone may.
    public var adminToken: Secret?
    /// For tests: what is a line in the log otherwise makes the request fail with 500 (the same statement over and
    /// over in one request; an answer that the OpenAPI document doesn't have).
    public var isStrict = false

    /// Everything as documented at each member.
    public init() {}

    /// A text that no description shows.
    public struct Secret: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible {
        let text: String

        public init(_ text: String) {
            self.text = text
        }

        /// Compared in constant time.
        func isSame(as other: String) -> Bool {
            SHA256.hash(data: Array(text.utf8)) == SHA256.hash(data: Array(other.utf8))
        }

        public var description: String { "***" }
        public var debugDescription: String { "***" }
    }
}
