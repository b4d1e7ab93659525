/// Who may see the monitor where it isn't on a loopback address: what the application says of its accounts.
///
/// ```swift
/// let access = MonitoringAccess(
///     signIn: { email, password in try await accounts.openAdminSession(email, password) },
///     isAdministrator: { token in try await accounts.user(ofSession: token)?.role == .admin },
///     signOut: { token in try await accounts.closeSession(token) })
/// ```
public struct MonitoringAccess: Sendable {
    /// A session for an administrator: a token of the characters that RFC 6265 has for cookies. Nil when the two don't
    /// fit, and for everybody who isn't an administrator. Throws when that can't be found out.
    public typealias SignIn = @Sendable (_ email: String, _ password: String) async throws -> String?

    let signIn: SignIn
    let isAdministrator: @Sendable (_ token: String) async throws -> Bool
    let signOut: @Sendable (_ token: String) async throws -> Void

    /// - Parameters:
    ///   - isAdministrator: whether a session is still one of an administrator. It is asked at most once a minute for a
    ///     session; while it throws, sessions stay good for an hour after the last answer, so that the monitor can be
    ///     looked at while the database is away.
    ///   - signOut: ends a session.
    public init(
        signIn: @escaping SignIn, isAdministrator: @escaping @Sendable (_ token: String) async throws -> Bool,
        signOut: @escaping @Sendable (_ token: String) async throws -> Void
    ) {
        (self.signIn, self.isAdministrator, self.signOut) = (signIn, isAdministrator, signOut)
    }

    /// Nobody has an account: the token alone opens it.
    public static let tokenOnly = MonitoringAccess(
        signIn: { _, _ in nil }, isAdministrator: { _ in false }, signOut: { _ in })
}
