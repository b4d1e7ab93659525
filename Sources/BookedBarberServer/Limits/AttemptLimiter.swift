/// Limits how often somebody may present credentials.
struct AttemptLimiter: Sendable {
    let limiter: RateLimiter
    let limits: RateLimits
    let isOn: Bool

    /// Counts one attempt from an address.
    func count(address: String) throws(Problem) {
        try take(limits.credentialsOfAddress, for: address)
    }

    /// Counts one attempt on an account, by the e-mail address as it was sent: whether there is such an account makes
    /// no difference.
    func count(account email: String) throws(Problem) {
        let name = email.lowercased().filter { !$0.isWhitespace }
        try take(limits.credentialsOfAccount, for: String(name.prefix(254)))
    }

    private func take(_ policy: RateLimitPolicy, for identity: String) throws(Problem) {
        guard isOn else { return }
        let decision = limiter.take(policy, for: identity)
        guard decision.isAllowed else { throw .quotaExceeded(policy, decision) }
    }
}
