import HTTPTypes

/// Why a request wasn't done, as the client is told: an RFC 9457 problem document. Nothing internal ever goes into one.
struct Problem: Error, Sendable, Equatable {
    var kind: ProblemKind
    /// What happened this time, for a person.
    var detail: String?
    var errors: [Violation]
    /// Further members of the document.
    var extensions: [String: JSONValue]
    /// Fields that belong to the answer (`Retry-After`, `Allow`, `WWW-Authenticate`).
    var fields: HTTPFields

    init(
        _ kind: ProblemKind, _ detail: String? = nil, errors: [Violation] = [],
        extensions: [String: JSONValue] = [:], fields: HTTPFields = [:]
    ) {
        self.kind = kind
        self.detail = detail
        self.errors = errors
        self.extensions = extensions
        self.fields = fields
    }

    /// The document's members.
    ///
    /// - Parameters:
    ///   - instance: the request's path
    ///   - requestID: what the logs call this request
    func document(instance: String, requestID: String) -> JSONValue {
        var members = extensions
        members["type"] = .string(kind.type)
        members["title"] = .string(kind.title)
        members["status"] = .integer(kind.status.code)
        if let detail { members["detail"] = .string(detail) }
        members["instance"] = .string(instance)
        members["request_id"] = .string(requestID)
        if !errors.isEmpty { members["errors"] = .array(errors.map(\.json)) }
        return .object(members)
    }
}

extension Problem {
    /// There is no such thing, or it isn't this caller's: the answer doesn't tell which.
    static let notFound = Problem(.notFound)

    /// Nobody is signed in, or the token is no good (RFC 6750).
    static func unauthenticated(tokenWasSent: Bool) -> Problem {
        Problem(
            .unauthenticated,
            tokenWasSent ? "The session has ended or never was." : "Send `Authorization: Bearer TOKEN`.",
            fields: [
                .wwwAuthenticate: "Bearer realm=\"bookedbarber\"" + (tokenWasSent ? ", error=\"invalid_token\"" : "")
            ])
    }

    static func invalid(_ violations: Violation...) -> Problem {
        Problem(.invalidValue, errors: violations)
    }

    static func unavailable(_ detail: String, retryAfter: Duration = .seconds(1)) -> Problem {
        Problem(.unavailable, detail, fields: [.retryAfter: String(max(1, retryAfter.roundedUpToSeconds))])
    }

    static func quotaExceeded(_ policy: RateLimitPolicy, _ decision: RateLimitDecision) -> Problem {
        Problem(
            .quotaExceeded, "No more than \(policy.quota) requests in \(policy.window.roundedUpToSeconds) seconds.",
            extensions: ["violated-policies": [.string(policy.name)]], fields: decision.fields(policy))
    }
}
