import Postgres
import PostgresDatabase
import QueryCaching

struct User: Codable, Sendable, Equatable {
    typealias ID = Int

    let id: ID
    let name: String
}

struct Users: Sendable {
    let database: Database

    func find(_ id: User.ID) async throws -> User? { try Self.first(try await database.read(Self.one(id))) }

    static func find(_ id: User.ID, _ executor: any QueryExecutor) async throws -> User? {
        try first(try await executor.query(one(id)))
    }

    private static func one(_ id: User.ID) -> Query { "SELECT id, full_name FROM users WHERE id = \(id)" }

    private static func first(_ rows: Rows) throws -> User? {
        try rows.decode(Int.self, String.self).first.map { User(id: $0.0, name: $0.1) }
    }

    func names(of ids: [User.ID]) async throws -> [User.ID: String] {
        let rows = try await database.read("SELECT id, full_name FROM users WHERE id = ANY(\(ids))")
        return Dictionary(try rows.decode(Int.self, String.self), uniquingKeysWith: { $1 })
    }
}

enum Kinds {
    static let userProfile = CacheKind<User?>(
        "user_profile", version: 1, policy: CachePolicy(timeToLive: .seconds(1800)))
}

extension Kinds {
    static let userName = CacheKind<String>("user_name", policy: CachePolicy(timeToLive: .seconds(1800)))
}

extension CacheTag {
    static func user(_ id: User.ID) -> CacheTag { CacheTag("user", id) }
}

extension CacheTag {
    static func services(of shop: Int) -> CacheTag { CacheTag("services", shop) }
}

/// The examples in the documentation of `QueryCaching`: `ExamplesInDocumentsTests` looks for them here.
enum CachingExamples {
    static func using(_ cache: QueryCache, _ users: Users, id: User.ID, name: String) async throws -> User? {
        let user = try await cache.value(Kinds.userProfile, key: CacheKey(id), tags: [.user(id)]) {
            try await users.find(id)
        }
        try await cache.transaction { transaction in
            try await transaction.query("UPDATE users SET full_name = \(name) WHERE id = \(id)")
            transaction.invalidate(.user(id))
        }
        return user
    }

    static func naming(_ user: User, barber: Int) -> [CacheKey] {
        let profile = CacheKey(user.id)
        let day = CacheKey(barber, "2026-11-25")
        return [profile, day]
    }

    static func readingSeveral(_ cache: QueryCache, _ users: Users, ids: [User.ID]) async throws -> [User.ID: String] {
        let names = try await cache.values(Kinds.userName, for: ids) { id in
            (CacheKey(id), [.user(id)])
        } load: { missing in
            try await users.names(of: missing)
        }
        return names
    }

    static func raising(_ cache: QueryCache, price: Int, service: Int, shop: Int) async throws {
        try await cache.transaction { transaction in
            try await transaction.query("UPDATE services SET price = \(price) WHERE id = \(service)")
            transaction.invalidate(.services(of: shop))
        }
    }

    static func readingItsOwn(_ cache: QueryCache, id: User.ID, name: String) async throws -> User? {
        try await cache.transaction { transaction in
            try await transaction.query("UPDATE users SET full_name = \(name) WHERE id = \(id)")
            transaction.invalidate(.user(id))
            return try await cache.value(
                Kinds.userProfile, key: CacheKey(id), tags: [.user(id)], in: transaction
            ) { executor in
                try await Users.find(id, executor)
            }
        }
    }

    static func byHand(_ cache: QueryCache, id: User.ID) async throws {
        try await cache.invalidate(.user(id))
    }
}
