public import Foundation
import Postgres
public import PostgresDatabase
public import QueryCaching

/// The tables `locations` and `location_managers`.
public struct Shops: Sendable {
    private let database: Database
    private let cached: CachedDatabase

    public init(database: Database, cache: QueryCache? = nil) {
        self.database = database
        cached = CachedDatabase(database: database, cache: cache)
    }

    /// Shops in order of their number, `limit` at a time.
    /// - Parameter after: the last one of the page before.
    public func list(after: Location.ID? = nil, limit: Int = 50) async throws -> [Location] {
        try await cached.value(CachedKinds.shops, CacheKey("list", after, limit), tags: [.shops]) {
            try await database.read(
                "list shops",
                """
                SELECT \(query: Location.columns)
                FROM locations l
                WHERE l.id > \(after ?? 0)
                ORDER BY l.id
                LIMIT \(limit)
                """
            ).decode(Location.self)
        }
    }

    public func find(_ id: Location.ID) async throws -> Location? {
        try await cached.value(CachedKinds.shop, CacheKey("shop", id), tags: [.shop(id)]) {
            try await database.read(
                "get shop by id",
                """
                SELECT \(query: Location.columns)
                FROM locations l
                WHERE l.id = \(id)
                """
            ).decode(Location.self).first
        }
    }

    /// In what capacity the caller may act for a shop; `nil` when in none or when there is no such shop.
    public func access(of caller: Caller, to id: Location.ID) async throws -> ShopAccess? {
        try await cached.value(
            CachedKinds.access, CacheKey(id, caller.id, caller.role.rawValue),
            tags: [.shop(id), .user(caller.id), .barber(caller.id)]
        ) {
            try await database.read(
                "get access to shop",
                """
                SELECT \(query: ShopAccess.of(caller))
                FROM locations l
                WHERE l.id = \(id)
                """
            ).first?.decode(ShopAccess?.self, at: 0)
        }
    }

    /// Shops that the caller owns or manages; all of them to an admin.
    public func managed(by caller: Caller, limit: Int = 200) async throws -> [Location] {
        let key = CacheKey("managed", caller.id, more: [caller.role.rawValue, limit])
        return try await cached.value(CachedKinds.managedShops, key, tags: [.shops, .user(caller.id)]) {
            try await database.read(
                "list managed shops",
                """
                SELECT \(query: Location.columns)
                FROM locations l
                WHERE l.owner_id = \(caller.id)
                   OR l.id IN (SELECT m.location_id FROM location_managers m WHERE m.user_id = \(caller.id))
                   OR \(caller.role == .admin)
                ORDER BY l.id
                LIMIT \(limit)
                """
            ).decode(Location.self)
        }
    }

    /// Opens a shop.
    /// - Throws: ``DomainError/Code/invalid`` that names the field.
    public func create(_ new: NewLocation, owner: User.ID, at now: Date) async throws -> Location {
        try await cached.changing { transaction in
            let shop = try await transaction.query(
                "create shop",
                """
                INSERT INTO locations AS l (
                    owner_id, name, address, time_zone, currency, platform_fee_basis_points, slot_minutes,
                    created_at, updated_at
                )
                VALUES (
                    \(owner), \(new.name), \(new.address), \(new.timeZoneName), \(new.currency),
                    \(new.platformFeeBasisPoints), \(new.slotMinutes), \(now), \(now)
                )
                RETURNING \(query: Location.columns)
                """
            ).one(Location.self)
            transaction.invalidate(.shops, .shop(shop.id))
            return shop
        }
    }

    /// Lets a user manage a shop. Doing so twice is not an error.
    public func addManager(_ user: User.ID, to id: Location.ID) async throws {
        try await cached.changing { transaction in
            _ = try await transaction.query(
                "add manager",
                """
                INSERT INTO location_managers (location_id, user_id)
                VALUES (\(id), \(user))
                ON CONFLICT DO NOTHING
                """)
            transaction.invalidate(.shop(id), .user(user))
        }
    }
}
