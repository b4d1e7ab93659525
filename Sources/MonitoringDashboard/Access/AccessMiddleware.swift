import HTTPTypes
import Hummingbird

/// Lets only those pass whom `AccessRule` lets: programs get a 401, people the sign-in page.
struct AccessMiddleware: RouterMiddleware {
    typealias Context = AdminRequestContext

    let rule: AccessRule
    let cookie: SessionCookie
    let sessions: AdminSessions
    let attempts: AttemptLimit
    let addresses: ClientAddress

    /// Browsers and programs send none of them by themselves.
    private static let proxyFields: [HTTPField.Name] = [
        .forwarded, .via, .xForwardedFor, .xForwardedHost, .xForwardedProto, .xRealIP,
    ]

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        let facts = facts(request, context)
        var context = context
        switch rule.decide(facts) {
        case .allowed: break
        case .refused(let problem): throw problem
        case .needsSignIn: return try signInFirst(facts)
        case .needsSession(let session):
            // Before anybody is asked: a stranger's guesses must not become questions to the application's database.
            if await !sessions.knows(session) { try attempts.count(address: addresses.of(request, context)) }
            guard try await sessions.isAdministrator(session) else { return try signInFirst(facts) }
            context.session = session
        }
        return try await next(request, context)
    }

    private func signInFirst(_ facts: RequestFacts) throws(Problem) -> Response {
        let isPage = facts.path == "/" || facts.path.hasPrefix("/dashboard")
        guard isPage, !facts.changesState, !facts.path.hasPrefix("/dashboard/fragment") else {
            throw .unauthenticated(tokenWasSent: false)
        }
        return Response.redirect(to: "/sign-in", type: .normal)
    }

    private func facts(_ request: Request, _ context: Context) -> RequestFacts {
        let fields = request.headers
        var facts = RequestFacts()
        facts.changesState = request.method != .get && request.method != .head
        facts.path = request.uri.path
        facts.authority = request.head.authority
        facts.origin = fields[.origin]
        facts.fetchSite = fields[.secFetchSite]
        facts.fetchMode = fields[.secFetchMode]
        facts.contentType = fields[.contentType]
        facts.hasBody = request.method != .delete || (fields[.contentLength] ?? "0") != "0"
        facts.bearer = BearerToken.of(fields[.authorization])
        facts.session = cookie.session(in: fields[.cookie])
        facts.peerIsLocal = context.peer.map { HostName($0).isLoopback } ?? true
        facts.isForwarded = Self.proxyFields.contains { fields.contains($0) }
        return facts
    }
}

/// The token in `Authorization: Bearer TOKEN` (RFC 6750, section 2.1).
enum BearerToken {
    static func of(_ field: String?) -> String? {
        let parts = (field ?? "").split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        return String(parts[1].drop { $0 == " " })
    }
}
