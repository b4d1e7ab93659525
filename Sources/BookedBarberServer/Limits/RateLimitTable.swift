/// The standing of many callers, in bounded memory.
///
/// Two generations: a caller who is seen moves into the younger one, and when that is full the older one is forgotten.
/// So at most `capacity` callers are remembered, the recently seen ones for sure, at constant cost a request.
struct RateLimitTable<Caller: Hashable & Sendable>: Sendable {
    private var younger: [Caller: RateLimitState] = [:]
    private var older: [Caller: RateLimitState] = [:]
    private let capacityOfGeneration: Int

    init(capacity: Int) {
        capacityOfGeneration = max(1, capacity / 2)
    }

    var count: Int { younger.count + older.count }

    mutating func take(
        _ policy: RateLimitPolicy, for caller: Caller, now: ContinuousClock.Instant
    ) -> RateLimitDecision {
        var state = younger[caller] ?? older.removeValue(forKey: caller) ?? RateLimitState(now: now)
        let decision = state.take(policy, now: now)
        if younger[caller] == nil, younger.count >= capacityOfGeneration {
            older = younger
            younger = [:]
        }
        younger[caller] = state
        return decision
    }
}
