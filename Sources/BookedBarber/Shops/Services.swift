public import Foundation
import Postgres
public import PostgresDatabase
public import QueryCaching

/// The table `services`.
public struct Services: Sendable {
    private let database: Database
    private let cached: CachedDatabase

    public init(database: Database, cache: QueryCache? = nil) {
        self.database = database
        cached = CachedDatabase(database: database, cache: cache)
    }

    /// What a shop offers now, by name.
    public func list(of location: Location.ID) async throws -> [ShopService] {
        try await cached.value(CachedKinds.services, CacheKey("services", location), tags: [.services(of: location)]) {
            try await database.read(
                "list services of shop",
                """
                SELECT \(query: ShopService.columns)
                FROM services s
                WHERE s.location_id = \(location)
                  AND s.is_active
                ORDER BY lower(s.name)
                """
            ).decode(ShopService.self)
        }
    }

    public func find(_ id: ShopService.ID) async throws -> ShopService? {
        try await database.read(
            "get service by id",
            """
            SELECT \(query: ShopService.columns)
            FROM services s
            WHERE s.id = \(id)
            """
        ).decode(ShopService.self).first
    }

    /// Adds a service, priced in the shop's currency.
    /// - Throws: ``DomainError/Code/notFound`` for an unknown shop, ``DomainError/Code/invalid`` for a name in use.
    public func create(_ new: NewService, in location: Location.ID, at now: Date) async throws -> ShopService {
        do {
            return try await cached.changing { transaction in
                let rows = try await transaction.query(
                    "create service",
                    """
                    INSERT INTO services AS s (
                        location_id, name, description, duration_minutes, buffer_minutes, price_minor, currency,
                        created_at, updated_at
                    )
                    SELECT
                        l.id, \(new.name), \(new.description), \(Int16(new.durationMinutes)),
                        \(Int16(new.bufferMinutes)), \(new.priceMinor), l.currency, \(now), \(now)
                    FROM locations l
                    WHERE l.id = \(location)
                    RETURNING \(query: ShopService.columns)
                    """)
                guard let service = try rows.decode(ShopService.self).first else { throw DomainError.notFound("shop") }
                transaction.invalidate(.services(of: location))
                return service
            }
        } catch let error as PostgresError where error.violates("services_location_id_name_key") {
            throw DomainError.invalid("name", "The shop has a service of this name.")
        }
    }
}

/// A checked request for a service.
public struct NewService: Sendable {
    public let name: String
    public let description: String
    public let durationMinutes: Int
    public let bufferMinutes: Int
    public let priceMinor: Int64

    /// - Parameters:
    ///   - durationMinutes: 5...480.
    ///   - bufferMinutes: 0...120, kept free afterwards.
    ///   - priceMinor: minor units of the shop's currency, not negative.
    /// - Throws: ``DomainError/Code/invalid`` that names the field.
    public init(
        name: String, description: String = "", durationMinutes: Int, bufferMinutes: Int = 0, priceMinor: Int64
    ) throws(DomainError) {
        guard (5...480).contains(durationMinutes) else {
            throw .invalid("durationMinutes", "A service takes 5 to 480 minutes.")
        }
        guard (0...120).contains(bufferMinutes) else {
            throw .invalid("bufferMinutes", "The time kept free after a service is 0 to 120 minutes.")
        }
        guard (0...1_000_000_000_000).contains(priceMinor) else {
            throw .invalid("price", "A price is not negative and not above 1000000000000 minor units.")
        }
        self.name = try name.checked("name", length: 1...100)
        self.description = try description.checked("description", length: 0...2000)
        self.durationMinutes = durationMinutes
        self.bufferMinutes = bufferMinutes
        self.priceMinor = priceMinor
    }
}
