import Synchronization

/// Rate limits in this process's memory. What is counted is a policy's name together with a caller: an account, a
/// network address, an e-mail address somebody tries to sign in with.
final class RateLimiter: Sendable {
    struct Caller: Hashable, Sendable {
        let policy: String
        let identity: String
    }

    private let table: Mutex<RateLimitTable<Caller>>
    private let now: @Sendable () -> ContinuousClock.Instant

    /// - Parameter capacity: callers that are remembered; each takes about 100 bytes.
    init(capacity: Int, now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }) {
        table = Mutex(RateLimitTable(capacity: capacity))
        self.now = now
    }

    func take(_ policy: RateLimitPolicy, for identity: String) -> RateLimitDecision {
        let (caller, now) = (Caller(policy: policy.name, identity: identity), now())
        return table.withLock { $0.take(policy, for: caller, now: now) }
    }
}
