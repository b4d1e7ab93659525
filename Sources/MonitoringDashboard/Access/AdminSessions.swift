import Crypto
import Foundation

/// The sessions that have been shown to be an administrator's, for a while: the application isn't asked for each
/// request, and not at all while its database is away.
actor AdminSessions {
    private struct Known {
        var checkedAt: ContinuousClock.Instant
        /// It was opened with the server's token and is known to nobody else.
        var isOwn: Bool
    }

    private static let capacity = 1000
    private static let ownLifetime = Duration.seconds(12 * 3600)
    private static let checkInterval = Duration.seconds(60)
    private static let blindLifetime = Duration.seconds(3600)

    private let access: MonitoringAccess
    private let now: @Sendable () -> ContinuousClock.Instant
    private var known: [SHA256.Digest: Known] = [:]

    init(_ access: MonitoringAccess, now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }) {
        (self.access, self.now) = (access, now)
    }

    /// Whether a session has been shown to be an administrator's, be it long ago. Nobody is asked.
    func knows(_ token: String) -> Bool { known[Self.digest(token)] != nil }

    /// - Throws: 503 when it can't be found out.
    func isAdministrator(_ token: String) async throws(Problem) -> Bool {
        let digest = Self.digest(token)
        let before = known[digest]
        if let before {
            let age = now() - before.checkedAt
            if before.isOwn { return age < Self.ownLifetime }
            if age < Self.checkInterval { return true }
        }
        do {
            let isAdministrator = try await access.isAdministrator(token)
            if isAdministrator { remember(digest, isOwn: false) } else { known[digest] = nil }
            return isAdministrator
        } catch {
            if let before, now() - before.checkedAt < Self.blindLifetime { return true }
            throw .cannotCheckSession
        }
    }

    /// - Returns: the token of a new session, or nil.
    /// - Throws: 503 when it can't be found out.
    func signIn(email: String, password: String) async throws(Problem) -> String? {
        do {
            guard let token = try await access.signIn(email, password) else { return nil }
            remember(Self.digest(token), isOwn: false)
            return token
        } catch {
            throw .cannotCheckSession
        }
    }

    /// A session for who knows the server's token. It ends after 12 hours, and with this process.
    func openOwn() -> String {
        var generator = SystemRandomNumberGenerator()
        let token = (0..<4).map { _ in String(generator.next() as UInt64, radix: 36) }.joined(separator: "-")
        remember(Self.digest(token), isOwn: true)
        return token
    }

    /// The session is forgotten here even when the application can't end it just now.
    func signOut(_ token: String) async {
        let forgotten = known.removeValue(forKey: Self.digest(token))
        if forgotten?.isOwn != true { try? await access.signOut(token) }
    }

    private func remember(_ digest: SHA256.Digest, isOwn: Bool) {
        if known[digest] == nil, known.count >= Self.capacity,
            let oldest = known.min(by: { $0.value.checkedAt < $1.value.checkedAt })
        {
            known[oldest.key] = nil
        }
        known[digest] = Known(checkedAt: now(), isOwn: isOwn)
    }

    private static func digest(_ token: String) -> SHA256.Digest { SHA256.hash(data: Array(token.utf8)) }
}
