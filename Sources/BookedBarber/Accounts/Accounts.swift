public import Foundation
public import PostgresDatabase
public import QueryCaching

/// Signing up, in and out.
///
/// Rate limits are the caller's: every call of ``signIn(email:password:at:)`` costs one password hash, whether the
/// account exists or not, so that neither the answer nor its timing tells.
public struct Accounts: Sendable {
    /// Unicode scalars of a password; the upper bound keeps a request from being a burden.
    public static let passwordLength = 8...200
    public static let sessionLifetime: Duration = .seconds(30 * 24 * 3600)

    private let users: Users
    private let sessions: Sessions
    private let hasher: PasswordHasher

    public init(database: Database, cache: QueryCache? = nil, hasher: PasswordHasher) {
        users = Users(database: database, cache: cache)
        sessions = Sessions(database: database, cache: cache)
        self.hasher = hasher
    }

    /// Makes an account.
    /// - Throws: ``DomainError/Code/emailTaken``, ``DomainError/Code/invalid`` for the field "password",
    ///   ``DomainError/Code/busy``.
    public func signUp(_ new: NewUser, password: String, at now: Date) async throws -> User {
        guard Self.passwordLength.contains(password.unicodeScalars.count) else {
            throw DomainError.invalid(
                "password",
                "A password has \(Self.passwordLength.lowerBound) to \(Self.passwordLength.upperBound) characters.")
        }
        return try await users.create(new, passwordHash: hasher.hash(password), at: now)
    }

    /// Opens a session for whoever knows the password. A hash made with other parameters is renewed on the way.
    /// - Throws: ``DomainError/Code/wrongCredentials``, ``DomainError/Code/busy``.
    public func signIn(email: String, password: String, at now: Date) async throws -> SignedIn {
        let credentials: Credentials? =
            if let address = try? EmailAddress(email) { try await users.credentials(address) } else { nil }
        let isRight = try await hasher.verify(password, against: credentials?.passwordHash)
        guard isRight, let credentials, let hash = credentials.passwordHash else {
            throw DomainError(.wrongCredentials, "The email address or the password is wrong.")
        }
        if hash.parameters != hasher.parameters {
            let renewed = try await hasher.hash(password)
            _ = try await users.replacePasswordHash(of: credentials.user.id, hash, with: renewed, at: now)
        }
        let session = try await sessions.create(for: credentials.user.id, at: now, lasting: Self.sessionLifetime)
        return SignedIn(user: credentials.user, session: session)
    }

    /// Whom a presented token stands for; `nil` when nobody.
    public func authenticate(_ token: String, at now: Date) async throws -> User? {
        guard let token = SessionToken(token) else { return nil }
        return try await sessions.user(of: token, at: now)
    }

    /// Ends the session of a token, if there is one.
    public func signOut(_ token: String) async throws {
        guard let token = SessionToken(token) else { return }
        try await sessions.revoke(token)
    }
}

/// The result of signing in.
public struct SignedIn: Sendable {
    public let user: User
    public let session: Session
}
