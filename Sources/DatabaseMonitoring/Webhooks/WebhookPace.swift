/// How often a webhook is called, and how much may wait for it.
public struct WebhookPace: Sendable, Equatable {
    /// Alerts that wait, at most: beyond, what is least missed is dropped and counted. 100.
    public var capacity = 100
    /// Alerts in one message, at most. 8: Slack takes 50 blocks.
    public let alertsPerMessage = 8
    /// Between two messages. 1 s, as Slack wants it.
    public var spacing = Duration.seconds(1)
    /// After the first failure; each further one doubles it. 1 s.
    public var firstBackOff = Duration.seconds(1)
    /// 5 minutes.
    public var longestBackOff = Duration.seconds(300)
    /// A `Retry-After` that asks for more is cut to this. 1 hour.
    public var longestRetryAfter = Duration.seconds(3600)
    /// For one attempt, from finding the host to the whole answer. 10 s.
    public var attemptDeadline = Duration.seconds(10)
    /// When the program ends, how long what waits is tried. 3 s.
    public var grace = Duration.seconds(3)

    public init() {}

    /// Between half and all of the doubled time, so that many programs don't come back at once.
    func backOff(after attempts: Int, jitter: Double) -> Duration {
        // 20 doublings are beyond any longest time.
        let doubled = min(firstBackOff * (1 << min(attempts, 20)), longestBackOff)
        return doubled * (0.5 + 0.5 * min(1, max(0, jitter)))
    }
}

/// How sending to webhooks fares.
public struct WebhookStatus: Sendable, Equatable {
    /// Alerts that wait.
    public var queued = 0
    /// Messages.
    public var delivered = 0
    /// Attempts.
    public var failures = 0
    /// Alerts that were lost: there was no room, or the receiver refused them for good.
    public var dropped = 0
    /// Of the last attempt; nil when it succeeded.
    public var lastFailure: String?

    public init() {}

    /// Of several webhooks: the sum.
    static func + (one: WebhookStatus, other: WebhookStatus) -> WebhookStatus {
        var sum = one
        sum.queued += other.queued
        sum.delivered += other.delivered
        sum.failures += other.failures
        sum.dropped += other.dropped
        sum.lastFailure = one.lastFailure ?? other.lastFailure
        return sum
    }
}
