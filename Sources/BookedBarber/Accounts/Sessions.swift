public import Foundation
import Postgres
public import PostgresDatabase
public import QueryCaching

/// The table `sessions`.
public struct Sessions: Sendable {
    private let database: Database
    private let cached: CachedDatabase

    public init(database: Database, cache: QueryCache? = nil) {
        self.database = database
        cached = CachedDatabase(database: database, cache: cache)
    }

    /// Opens a session for a user.
    public func create(for user: User.ID, at now: Date, lasting lifetime: Duration) async throws -> Session {
        let token = SessionToken()
        let expiresAt = now.addingTimeInterval(lifetime / .seconds(1))
        try await cached.changing { transaction in
            _ = try await transaction.query(
                "create session",
                """
                INSERT INTO sessions (token_hash, user_id, created_at, expires_at)
                VALUES (\(token.digest), \(user), \(now), \(expiresAt))
                """)
            transaction.invalidate(.user(user))
        }
        return Session(token: token, expiresAt: expiresAt)
    }

    /// The user that a token stands for, unless the session has ended or the account is disabled.
    ///
    /// With a cache no statement, usually: signing in and out and a changed profile take effect at once all the same; a
    /// role that was changed by hand within half a minute, with the triggers of ``CacheTriggers`` within a second. Without
    /// a cache, one statement.
    public func user(of token: SessionToken, at now: Date) async throws -> User? {
        let digest = token.digest
        guard cached.cache != nil else { return try await storedUser(of: digest, at: now) }
        guard let owner = try await owner(of: digest) else { return nil }
        let open = try await cached.value(CachedKinds.sessions, CacheKey(owner), tags: [.user(owner)]) {
            try await sessions(of: owner)
        }
        guard let open else { return nil }
        if let user = open.user(of: digest, at: now) { return user }
        return open.ends.count < SessionsOfUser.limit ? nil : try await storedUser(of: digest, at: now)
    }

    /// Whose a token is, or was.
    private func owner(of digest: Data) async throws -> User.ID? {
        let key = digest.base64EncodedString()
        return try await cached.value(CachedKinds.sessionOwner, CacheKey(key), tags: [CacheTag("session", key)]) {
            try await database.read(
                "get owner of session",
                """
                SELECT s.user_id
                FROM sessions s
                WHERE s.token_hash = \(digest)
                """
            ).decode(User.ID.self).first
        }
    }

    private func sessions(of user: User.ID) async throws -> SessionsOfUser? {
        let rows = try await database.read(
            "get user with sessions",
            """
            SELECT \(query: User.columns), o.digests, o.ends
            FROM users u
            CROSS JOIN LATERAL (
                SELECT
                    COALESCE(array_agg(s.token_hash), '{}') AS digests,
                    COALESCE(array_agg(s.expires_at), '{}') AS ends
                FROM (
                    SELECT token_hash, expires_at
                    FROM sessions
                    WHERE user_id = u.id
                    ORDER BY expires_at DESC
                    LIMIT \(SessionsOfUser.limit)
                ) s
            ) o
            WHERE u.id = \(user)
              AND u.disabled_at IS NULL
            """)
        return try rows.first.map { row in
            let digests = try row.decode([Data].self, named: "digests")
            let ends = try row.decode([Date].self, named: "ends")
            return SessionsOfUser(
                user: try User(row: row), ends: Dictionary(zip(digests, ends), uniquingKeysWith: { $1 }))
        }
    }

    private func storedUser(of digest: Data, at now: Date) async throws -> User? {
        try await database.read(
            "get user by session",
            """
            SELECT \(query: User.columns)
            FROM sessions s
            JOIN users u ON u.id = s.user_id
            WHERE s.token_hash = \(digest)
              AND s.expires_at > \(now)
              AND u.disabled_at IS NULL
            """
        ).decode(User.self).first
    }

    /// Ends one session. Ending one that is over already is not an error.
    public func revoke(_ token: SessionToken) async throws {
        try await cached.changing { transaction in
            let owners = try await transaction.query(
                "revoke session",
                """
                DELETE FROM sessions
                WHERE token_hash = \(token.digest)
                RETURNING user_id
                """
            ).decode(User.ID.self)
            for owner in owners { transaction.invalidate(.user(owner)) }
        }
    }

    /// Ends all sessions of a user.
    /// - Returns: how many there were.
    @discardableResult
    public func revokeAll(of user: User.ID) async throws -> Int {
        try await cached.changing { transaction in
            let rows = try await transaction.query(
                "revoke sessions of user",
                """
                DELETE FROM sessions
                WHERE user_id = \(user)
                """)
            transaction.invalidate(.user(user))
            return rows.affectedRows
        }
    }
}

/// A newly opened session.
public struct Session: Sendable {
    public let token: SessionToken
    public let expiresAt: Date
}
