import HTTPTypes

extension HTTPField.Name {
    /// draft-ietf-httpapi-ratelimit-headers
    static let rateLimit = HTTPField.Name("RateLimit")!
    static let rateLimitPolicy = HTTPField.Name("RateLimit-Policy")!
}

extension RateLimitDecision {
    /// The fields that tell a caller where it stands.
    func fields(_ policy: RateLimitPolicy) -> HTTPFields {
        var fields: HTTPFields = [
            .rateLimitPolicy: "\"\(policy.name)\";q=\(policy.quota);w=\(policy.window.roundedUpToSeconds)",
            .rateLimit: "\"\(policy.name)\";r=\(remaining);t=\(wait.roundedUpToSeconds)",
        ]
        if !isAllowed { fields[.retryAfter] = String(max(1, wait.roundedUpToSeconds)) }
        return fields
    }
}

extension Duration {
    /// Whole seconds, never fewer than asked for.
    var roundedUpToSeconds: Int64 {
        let (seconds, attoseconds) = components
        return attoseconds > 0 ? seconds + 1 : seconds
    }
}
