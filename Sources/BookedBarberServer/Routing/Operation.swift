import HTTPTypes

/// Everything the document says about a route. The route's behaviour follows from the same value.
struct Operation: Sendable {
    enum Access: Sendable, Equatable {
        /// Nobody needs to be signed in.
        case anyone
        case signedIn
        /// An administrator, or who knows the server's own token. To everybody else there is no such thing.
        case admin
    }

    enum Tag: String, Sendable, CaseIterable {
        case accounts = "Accounts"
        case shops = "Shops"
        case schedules = "Schedules"
        case appointments = "Appointments"
        case payments = "Payments"
        case analytics = "Analytics"
        case system = "System"
    }

    /// A name for generated clients: `bookAppointment`.
    var id: String
    var summary: String
    var details: String?
    var tag: Tag
    var access: Access = .signedIn
    var parameters: [ParameterDescription] = []
    var success: HTTPResponse.Status = .ok
    /// What can go wrong beyond what follows from the rest.
    var problems: [ProblemKind] = []
    /// Takes an `Idempotency-Key`, which must be there.
    var isIdempotent = false
    /// Takes an `If-Match`, which must be there.
    var requiresMatch = false
    /// Its `ETag` is a row's version; answers 304 to an `If-None-Match` that matches.
    var isVersioned = false
    /// Made from cached values alone: its `ETag` is made from their generations, and the answer is 304 when it matches.
    var isCacheable = false
    /// Its answer changes with the time, by the minute, although nothing is written.
    var isTimely = false
    /// Counted and refused by the rate limits.
    var isLimited = true
    /// Uses the database.
    var needsDatabase = true
    var bodyLimit: BodyLimit = .standard
    var requestMediaType = "application/json"

    enum BodyLimit: Sendable {
        case standard, webhook
    }

    init(_ id: String, _ summary: String, tag: Tag, _ configure: (inout Operation) -> Void = { _ in }) {
        self.id = id
        self.summary = summary
        self.tag = tag
        configure(&self)
    }
}

extension Operation {
    /// Whether it may answer 304.
    var isConditional: Bool { isVersioned || isCacheable }

    /// What may be kept has to be asked for again with its `ETag` each time.
    var cacheControl: String {
        switch access {
        case .anyone: "no-cache"
        case .signedIn, .admin: isConditional ? "private, no-cache" : "no-store"
        }
    }

    /// Every kind of problem that this operation may answer with.
    func possibleProblems(hasBody: Bool) -> Set<ProblemKind> {
        var kinds: Set<ProblemKind> = [
            .malformedRequest, .contentTooLarge, .targetTooLong, .fieldsTooLarge, .requestTimeout, .internalError,
            .deadlineExceeded,
        ]
        if isLimited { kinds.insert(.quotaExceeded) }
        if needsDatabase { kinds.insert(.unavailable) }
        if access != .anyone { kinds.insert(.unauthenticated) }
        if access == .admin { kinds.insert(.notFound) }
        if hasBody {
            kinds.formUnion([.malformedJSON, .unsupportedMediaType, .invalidValue])
        }
        if parameters.contains(where: { $0.place == .query }) { kinds.insert(.invalidValue) }
        if parameters.contains(where: { $0.place == .path }) { kinds.insert(.notFound) }
        if isIdempotent { kinds.formUnion([.invalidField, .requestInFlight, .keyReused]) }
        if requiresMatch { kinds.formUnion([.invalidField, .preconditionFailed, .preconditionRequired]) }
        return kinds.union(problems)
    }
}
