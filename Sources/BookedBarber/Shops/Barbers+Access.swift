public import Postgres
import PostgresDatabase
import QueryCaching

extension Barbers {
    /// In what capacity the caller may act for a barber's shop; `nil` when in none or when there is no such barber.
    ///
    /// One statement, or what is cached of it for half a minute.
    public func access(of caller: Caller, to id: Barber.ID) async throws -> BarberAccess? {
        guard cached.cache != nil else { return try await storedAccess(of: caller, to: id) }
        guard let shop = try await find(id)?.locationID else { return nil }
        let key = CacheKey(id, caller.id, more: [caller.role.rawValue, shop])
        let tags: [CacheTag] = [.barber(id), .shop(shop), .user(caller.id), .barber(caller.id)]
        return try await cached.value(CachedKinds.barberAccess, key, tags: tags) {
            try await storedAccess(of: caller, to: id)
        }
    }

    private func storedAccess(of caller: Caller, to id: Barber.ID) async throws -> BarberAccess? {
        try await database.read(Self.accessQuery(of: caller, to: id)).decode(BarberAccess.self).first
    }

    static func accessQuery(of caller: Caller, to id: Barber.ID) -> Query {
        .named(
            "get access to barber",
            """
            SELECT b.location_id, l.time_zone, c.capacity
            FROM barbers b
            JOIN locations l ON l.id = b.location_id
            CROSS JOIN LATERAL (SELECT \(query: ShopAccess.of(caller)) AS capacity) c
            WHERE b.id = \(id)
              AND c.capacity IS NOT NULL
            """)
    }
}

/// A barber's shop, and in what capacity a caller may act for it.
public struct BarberAccess: Hashable, Sendable {
    public let locationID: Location.ID
    public let timeZoneName: String
    public let capacity: ShopAccess
}

extension BarberAccess: RowDecodable {
    public init(row: Row) throws {
        locationID = try row.decode(named: "location_id")
        timeZoneName = try row.decode(named: "time_zone")
        capacity = try row.decode(named: "capacity")
    }
}
