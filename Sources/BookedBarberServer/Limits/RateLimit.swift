/// So many requests in so much time, for one caller.
public struct RateLimitPolicy: Sendable, Hashable {
    /// What the policy is called in `RateLimit-Policy` and `RateLimit`.
    public let name: String
    /// How many requests a caller who was quiet may make at once, and then in each window.
    public let quota: Int
    public let window: Duration

    /// - Precondition: the quota and the window are positive.
    public init(_ name: String, quota: Int, window: Duration) {
        precondition(quota > 0 && window > .zero, "A rate limit needs a positive quota and window.")
        self.name = name
        self.quota = quota
        self.window = window
    }

    /// The time that one request uses up. Rounded down, so that the quota always fits into the window.
    var emissionInterval: Duration { window / quota }
}

/// What a limiter said about one request.
struct RateLimitDecision: Sendable, Equatable {
    let isAllowed: Bool
    /// Requests left at this moment.
    let remaining: Int
    /// Allowed: until the whole quota is there again. Refused: until one request is allowed again.
    let wait: Duration
}

/// One caller's standing under one policy: the generic cell rate algorithm (ITU-T I.371), which keeps nothing but the
/// time at which the caller would be even.
struct RateLimitState: Sendable, Equatable {
    /// When the whole quota is there again.
    private(set) var even: ContinuousClock.Instant

    init(now: ContinuousClock.Instant) {
        even = now
    }

    /// Counts one request if the policy has room for it; a refused one costs nothing.
    mutating func take(_ policy: RateLimitPolicy, now: ContinuousClock.Instant) -> RateLimitDecision {
        let interval = policy.emissionInterval
        let next = max(even, now) + interval
        let excess = (next - now) - policy.window
        guard excess <= .zero else {
            return RateLimitDecision(isAllowed: false, remaining: 0, wait: excess)
        }
        even = next
        return RateLimitDecision(isAllowed: true, remaining: remaining(policy, now: now), wait: even - now)
    }

    private func remaining(_ policy: RateLimitPolicy, now: ContinuousClock.Instant) -> Int {
        let room = policy.window - (even - now)
        return max(0, Int((room / policy.emissionInterval) + 0.5))
    }
}
