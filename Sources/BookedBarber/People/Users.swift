public import Foundation
import Postgres
public import PostgresDatabase
public import QueryCaching

/// The table `users`.
public struct Users: Sendable {
    private let database: Database
    private let cached: CachedDatabase

    public init(database: Database, cache: QueryCache? = nil) {
        self.database = database
        cached = CachedDatabase(database: database, cache: cache)
    }

    /// Adds an account.
    /// - Throws: ``DomainError/Code/emailTaken``, ``DomainError/Code/invalid``.
    public func create(_ new: NewUser, passwordHash: PasswordHash, at now: Date) async throws -> User {
        do {
            return try await cached.changing { transaction in
                let rows = try await transaction.query(
                    "create user",
                    """
                    INSERT INTO users AS u (email, password_hash, full_name, phone, role, created_at, updated_at)
                    VALUES (\(new.email.description), \(passwordHash.encoded), \(new.fullName), \(new.phone), \
                    \(new.role), \(now), \(now))
                    RETURNING \(query: User.columns)
                    """)
                let user = try rows.one(User.self)
                transaction.invalidate(.user(user.id))
                return user
            }
        } catch let error as PostgresError where error.violates("users_email_key") {
            throw DomainError(.emailTaken, "There is an account with this email address.", field: "email")
        }
    }

    /// A user's profile.
    public func find(_ id: User.ID) async throws -> User? {
        try await cached.value(CachedKinds.profile, CacheKey(id), tags: [.user(id)]) { try await stored(id) }
    }

    private func stored(_ id: User.ID) async throws -> User? {
        try await database.read(
            "get user by id",
            """
            SELECT \(query: User.columns)
            FROM users u
            WHERE u.id = \(id)
              AND u.disabled_at IS NULL
            """
        ).decode(User.self).first
    }

    /// Changes a profile if it is still at `version`; what is `nil` in the change stays as it is.
    /// - Throws: ``DomainError/Code/versionConflict``, ``DomainError/Code/notFound``.
    public func update(
        _ id: User.ID, _ change: ProfileChange, expecting version: Int, at now: Date
    ) async throws -> User {
        let changed = try await cached.changing { transaction in
            let rows = try await transaction.query(
                "update user profile",
                """
                UPDATE users u
                SET full_name = COALESCE(\(change.fullName), u.full_name),
                    phone = CASE WHEN \(change.phone != nil) THEN \(change.phone ?? nil) ELSE u.phone END,
                    version = u.version + 1,
                    updated_at = \(now)
                WHERE u.id = \(id)
                  AND u.version = \(version)
                  AND u.disabled_at IS NULL
                RETURNING \(query: User.columns)
                """)
            let user = try rows.decode(User.self).first
            if user != nil { transaction.invalidate(.user(id)) }
            if user != nil, change.fullName != nil { transaction.invalidate(.names) }
            return user
        }
        if let changed { return changed }
        guard let user = try await stored(id) else { throw DomainError.notFound("user") }
        throw DomainError.versionConflict("profile", current: user.version)
    }

    /// What signing in needs, in one statement.
    func credentials(_ email: EmailAddress) async throws -> Credentials? {
        try await database.read(
            "get credentials by email",
            """
            SELECT \(query: User.columns), u.password_hash
            FROM users u
            WHERE u.email = \(email.description)
              AND u.disabled_at IS NULL
            """
        ).decode(Credentials.self).first
    }

    /// Replaces a password's hash unless it was changed meanwhile.
    /// - Returns: whether it was replaced.
    func replacePasswordHash(
        of id: User.ID, _ old: PasswordHash, with new: PasswordHash, at now: Date
    ) async throws -> Bool {
        let rows = try await database.write(
            "replace password hash",
            """
            UPDATE users
            SET password_hash = \(new.encoded),
                updated_at = \(now)
            WHERE id = \(id)
              AND password_hash = \(old.encoded)
            """)
        return rows.affectedRows == 1
    }
}

/// A user with the hash of their password; leaves this module only through ``Accounts``.
struct Credentials: RowDecodable {
    let user: User
    let passwordHash: PasswordHash?

    init(row: Row) throws {
        user = try User(row: row)
        passwordHash = try PasswordHash(encoded: row.decode(named: "password_hash"))
    }
}
