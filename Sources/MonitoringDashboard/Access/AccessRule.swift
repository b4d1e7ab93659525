import HTTPTypes

/// Decides who may do what. A value without I/O: a session, when it depends on one, is looked up by who asks.
struct AccessRule: Sendable {
    enum Decision: Sendable, Equatable {
        case allowed
        /// Allowed when this session is one of an administrator.
        case needsSession(String)
        case needsSignIn
        case refused(Problem)
    }

    private let isForThisMachine: Bool
    /// Besides addresses and `localhost`.
    private let names: Set<HostName>
    private let host: HostName
    private let publicAddress: PublicURL?
    private let tokens: [AdminToken]

    init(_ configuration: MonitoringServerConfiguration) {
        isForThisMachine = configuration.isForThisMachine
        publicAddress = configuration.publicAddress
        names = Set(configuration.names.map { HostName($0) })
        host = HostName(configuration.host)
        tokens = configuration.tokens
    }

    func decide(_ request: RequestFacts) -> Decision {
        guard let authority = request.authority else { return .refused(Problem(.badRequest, "Send a Host field.")) }
        let host = HostName(authority)
        guard host.isAddress || host.text == "localhost" || isOurs(host) else {
            return .refused(Problem(.misdirectedRequest, "This server isn't known by that name."))
        }
        if let bearer = request.bearer {
            // Each is compared, so that the time doesn't tell which one was right.
            guard tokens.reduce(false, { $1.isSame(as: bearer) || $0 }) else {
                return .refused(.unauthenticated(tokenWasSent: true))
            }
            return mediaTypeProblem(request).map { .refused($0) } ?? .allowed
        }
        if let problem = crossSiteProblem(request) ?? mediaTypeProblem(request) { return .refused(problem) }
        if Self.isOpen(request.path) { return .allowed }
        if isForThisMachine, request.peerIsLocal, !request.isForwarded { return .allowed }
        if let session = request.session { return .needsSession(session) }
        return .needsSignIn
    }

    private func isOurs(_ name: HostName) -> Bool {
        name == host || name == publicAddress?.host || names.contains(name)
    }

    /// What strangers see.
    static func isOpen(_ path: String) -> Bool {
        ["/sign-in", "/assets/dashboard.css", "/assets/icon.svg"].contains(path)
    }

    private static let forms = ["/sign-in", "/sign-out"]

    /// Another site's page must neither change anything in the name of who looks at it, nor take up streams.
    private func crossSiteProblem(_ request: RequestFacts) -> Problem? {
        guard request.changesState else {
            let isForeign = request.fetchSite == "cross-site" || request.fetchSite == "same-site"
            return isForeign && request.fetchMode != "navigate"
                ? Problem(.forbidden, "Pages of other sites may not ask this server.") : nil
        }
        let isSameSite = request.fetchSite.map { $0 == "same-origin" }
        let isSameOrigin = request.origin.map { isSame($0, as: request.authority ?? "") }
        guard isSameSite ?? true, isSameOrigin ?? true, isSameSite ?? isSameOrigin != nil else {
            return Problem(
                .forbidden, "Changes must come from this server's own pages, or with `Authorization: Bearer TOKEN`.")
        }
        return nil
    }

    private func isSame(_ origin: String, as authority: String) -> Bool {
        if origin.lowercased() == publicAddress?.origin { return true }
        guard let scheme = ["http://", "https://"].first(where: { origin.hasPrefix($0) }) else { return false }
        let place = origin.dropFirst(scheme.count).lowercased()
        // A proxy may have put its own name into the Host field.
        return place == authority.lowercased() || names.contains { $0.text == place }
    }

    /// A form of another site can send text, but not this type.
    private func mediaTypeProblem(_ request: RequestFacts) -> Problem? {
        guard request.changesState, request.hasBody, !Self.forms.contains(request.path) else { return nil }
        let type = request.contentType?.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
        return type == "application/json"
            ? nil : Problem(.unsupportedMediaType, "Send the body as Content-Type: application/json.")
    }
}
