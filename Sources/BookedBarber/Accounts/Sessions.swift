public import Foundation
import Postgres
public import PostgresDatabase

/// The table `sessions`.
public struct Sessions: Sendable {
    private let database: Database

    public init(database: Database) {
        self.database = database
    }

    /// Opens a session for a user.
    public func create(for user: User.ID, at now: Date, lasting lifetime: Duration) async throws -> Session {
        let token = SessionToken()
        let expiresAt = now.addingTimeInterval(lifetime / .seconds(1))
        _ = try await database.write(
            "create session",
            """
            INSERT INTO sessions (token_hash, user_id, created_at, expires_at)
            VALUES (\(token.digest), \(user), \(now), \(expiresAt))
            """)
        return Session(token: token, expiresAt: expiresAt)
    }

    /// The user that a token stands for, unless the session has ended or the account is disabled. One statement.
    public func user(of token: SessionToken, at now: Date) async throws -> User? {
        try await database.read(
            "get user by session",
            """
            SELECT \(query: User.columns)
            FROM sessions s
            JOIN users u ON u.id = s.user_id
            WHERE s.token_hash = \(token.digest)
              AND s.expires_at > \(now)
              AND u.disabled_at IS NULL
            """
        ).decode(User.self).first
    }

    /// Ends one session. Ending one that is over already is not an error.
    public func revoke(_ token: SessionToken) async throws {
        _ = try await database.write(
            "revoke session",
            """
            DELETE FROM sessions
            WHERE token_hash = \(token.digest)
            """)
    }

    /// Ends all sessions of a user.
    /// - Returns: how many there were.
    @discardableResult
    public func revokeAll(of user: User.ID) async throws -> Int {
        try await database.write(
            "revoke sessions of user",
            """
            DELETE FROM sessions
            WHERE user_id = \(user)
            """
        ).affectedRows
    }
}

/// A newly opened session.
public struct Session: Sendable {
    public let token: SessionToken
    public let expiresAt: Date
}
