import BookedBarber
import HTTPTypes
import QueryCaching

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What all requests share. A class: a request takes a reference, not a copy of everything.
final class ServerState: Sendable {
    let configuration: ServerConfiguration
    let backend: Repositories
    let sessions: SessionAuthentication
    let attempts: AttemptLimiter
    let idempotency: Idempotency
    let answers: KeptAnswers
    let now: @Sendable () -> Date
    private let limiter: RateLimiter

    init(
        configuration: ServerConfiguration, backend: Repositories, cache: QueryCache?,
        now: @escaping @Sendable () -> Date
    ) {
        answers = KeptAnswers(cache: cache)
        self.configuration = configuration
        self.backend = backend
        self.now = now
        let limits = configuration.rateLimits ?? RateLimits()
        limiter = RateLimiter(capacity: limits.callers)
        attempts = AttemptLimiter(limiter: limiter, limits: limits, isOn: configuration.rateLimits != nil)
        sessions = SessionAuthentication(
            accounts: backend.accounts, attempts: attempts, adminToken: configuration.adminToken, now: now)
        idempotency = Idempotency(keys: backend.idempotencyKeys)
    }

    var limits: RequestLimits { configuration.limits }

    /// Counts a request.
    /// - Returns: the fields that tell the caller where it stands.
    /// - Throws: 429.
    func limitRequests(of user: User?, at address: String) throws(Problem) -> HTTPFields {
        guard let policy = configuration.rateLimits?.requests else { return [:] }
        let decision = limiter.take(policy, for: user.map { "user \($0.id)" } ?? "address \(address)")
        guard decision.isAllowed else { throw .quotaExceeded(policy, decision) }
        return decision.fields(policy)
    }
}
