/// The rate limits in force.
public struct RateLimits: Sendable, Hashable {
    /// Every request: an account when somebody is signed in, a network address otherwise.
    public var requests = RateLimitPolicy("default", quota: 6_000, window: .seconds(60))
    /// Signing in and up, and every request with a token that is no good, for a network address. An address may be a
    /// whole office or a mobile network, hence the room; the next limit is what stops guessing.
    public var credentialsOfAddress = RateLimitPolicy("credentials-address", quota: 300, window: .seconds(60))
    /// Signing in with one e-mail address, from wherever.
    public var credentialsOfAccount = RateLimitPolicy("credentials-account", quota: 10, window: .seconds(60))
    /// Callers that are remembered, for all limits together.
    public var callers = 100_000

    /// The limits as documented at each member.
    public init() {}
}
