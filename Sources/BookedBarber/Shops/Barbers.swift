public import Foundation
import Postgres
public import PostgresDatabase
public import QueryCaching

/// The tables `barbers` and `barber_services`.
public struct Barbers: Sendable {
    let database: Database
    let cached: CachedDatabase

    public init(database: Database, cache: QueryCache? = nil) {
        self.database = database
        cached = CachedDatabase(database: database, cache: cache)
    }

    /// The barbers of a shop who take bookings, in order of their number, with what each offers. One statement.
    /// - Parameter service: only those who offer it.
    public func list(of location: Location.ID, offering service: ShopService.ID? = nil) async throws -> [Barber] {
        let key = CacheKey("barbers", location, service)
        return try await cached.value(CachedKinds.barbers, key, tags: [.barbers(of: location)]) {
            try await database.read(
                "list barbers of shop",
                """
                SELECT \(query: Barber.columns)
                FROM barbers b
                WHERE b.location_id = \(location)
                  AND b.is_active
                  AND (
                      \(service)::bigint IS NULL
                      OR EXISTS (
                          SELECT FROM barber_services bs
                          WHERE bs.barber_id = b.id
                            AND bs.service_id = \(service)
                      )
                  )
                ORDER BY b.id
                """
            ).decode(Barber.self)
        }
    }

    public func find(_ id: Barber.ID) async throws -> Barber? {
        try await cached.value(CachedKinds.barber, CacheKey("barber", id), tags: [.barber(id)]) {
            try await database.read(
                "get barber by id",
                """
                SELECT \(query: Barber.columns)
                FROM barbers b
                WHERE b.id = \(id)
                """
            ).decode(Barber.self).first
        }
    }

    /// Makes a user a barber of a shop who offers `services` of it.
    /// - Throws: ``DomainError/Code/invalid`` for services of another shop.
    public func add(
        _ user: User.ID, to location: Location.ID, displayName: String, bio: String = "",
        offering services: [ShopService.ID],
        at now: Date
    ) async throws -> Barber {
        let name = try displayName.checked("displayName", length: 1...100)
        let bio = try bio.checked("bio", length: 0...2000)
        do {
            return try await cached.changing { transaction in
                transaction.invalidate(.barber(user), .barbers(of: location))
                _ = try await transaction.query(
                    "create barber",
                    """
                    INSERT INTO barbers (id, location_id, display_name, bio, created_at, updated_at)
                    VALUES (\(user), \(location), \(name), \(bio), \(now), \(now))
                    """)
                _ = try await transaction.query(
                    "add services of barber",
                    """
                    INSERT INTO barber_services (barber_id, service_id, location_id)
                    SELECT \(user), offered.id, \(location)
                    FROM unnest(\(services.map(\.rawValue))) AS offered (id)
                    """)
                return try await transaction.query(
                    "get barber by id",
                    """
                    SELECT \(query: Barber.columns)
                    FROM barbers b
                    WHERE b.id = \(user)
                    """
                ).one(Barber.self)
            }
        } catch let error as PostgresError where error.violates("barber_services_service_fkey") {
            throw DomainError.invalid("services", "A barber offers services of their own shop.")
        } catch let error as PostgresError where error.violates("barbers_pkey") {
            throw DomainError.invalid("user", "This user is a barber already.")
        }
    }
}
