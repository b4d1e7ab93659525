import BookedBarber
import HTTPTypes

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Finds out who asks.
struct SessionAuthentication: Sendable {
    struct Opened: Sendable {
        var user: User?
        var token: String?
        /// The token is the server's own.
        var isServer = false

        /// Whether they may ask for what is for administrators.
        var isAdmin: Bool { isServer || user?.role == .admin }
    }

    let accounts: Accounts
    let attempts: AttemptLimiter
    /// What programs of the same machine may use instead of a session; nil: nobody.
    let adminToken: ServerConfiguration.Secret?
    let now: @Sendable () -> Date

    /// - Throws: 401 where somebody must be signed in and nobody is; 429 for an address that tries one token after
    ///   the other.
    func open(_ fields: HTTPFields, access: Operation.Access, address: String) async throws -> Opened {
        guard access != .anyone else { return Opened() }
        guard let token = BearerToken.of(fields) else { throw Problem.unauthenticated(tokenWasSent: false) }
        if access == .admin, let adminToken, adminToken.isSame(as: token) {
            return Opened(token: token, isServer: true)
        }
        if let user = try await accounts.authenticate(token, at: now()) { return Opened(user: user, token: token) }
        try attempts.count(address: address)
        throw Problem.unauthenticated(tokenWasSent: true)
    }
}
