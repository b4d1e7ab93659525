import Foundation
import Postgres
public import PostgresDatabase
public import QueryCaching

/// Figures of a shop for those who manage, own or administer it; to everybody else the shop is not there.
///
/// Each takes one statement for the shop and the right to see it, and one for the figures. With a cache, figures are kept
/// until an appointment or a payment of the shop changes.
public struct Analytics: Sendable {
    let database: Database
    let cached: CachedDatabase
    let shops: Shops

    public init(database: Database, cache: QueryCache? = nil) {
        self.database = database
        cached = CachedDatabase(database: database, cache: cache)
        shops = Shops(database: database, cache: cache)
    }

    /// Revenue of each local day of a period, days without any included.
    /// - Throws: ``DomainError/Code/notFound``.
    public func revenueByDay(
        of location: Location.ID, _ period: LocalPeriod, for caller: Caller
    ) async throws -> [DailyRevenue] {
        let days = Figures(CachedKinds.revenueByDay, "day", of: location, period, from: .payments(of: location))
        return try await read(days, for: caller) { shop in
            let during = shop.instants(of: period)
            let rows = try await database.read(
                "revenue by day",
                """
                SELECT
                    (p.created_at AT TIME ZONE \(shop.timeZoneName))::date AS day,
                    p.currency, \(query: Revenue.columns)
                FROM payments p
                WHERE p.location_id = \(location)
                  AND p.created_at >= \(during.lowerBound)
                  AND p.created_at < \(during.upperBound)
                  AND \(query: Revenue.wasCaptured)
                GROUP BY day, p.currency
                """)
            let found = try Dictionary(
                rows.map { row in try (row.decode(CalendarDate.self, named: "day"), Revenue(row: row)) },
                uniquingKeysWith: { first, _ in first })
            return period.days.map { DailyRevenue(day: $0, revenue: found[$0] ?? .none(in: shop.currency)) }
        }
    }

    /// Revenue of each barber of a shop over a period, the highest first.
    /// - Throws: ``DomainError/Code/notFound``.
    public func revenueByBarber(
        of location: Location.ID, _ period: LocalPeriod, for caller: Caller
    ) async throws -> [BarberRevenue] {
        let barbers = Figures(
            CachedKinds.revenueByBarber, "barber", of: location, period, from: .payments(of: location))
        return try await read(barbers, for: caller) { shop in
            let during = shop.instants(of: period)
            let rows = try await database.read(
                "revenue by barber",
                """
                SELECT r.*, b.display_name
                FROM (
                    SELECT p.barber_id, p.currency, \(query: Revenue.columns)
                    FROM payments p
                    WHERE p.location_id = \(location)
                      AND p.created_at >= \(during.lowerBound)
                      AND p.created_at < \(during.upperBound)
                      AND \(query: Revenue.wasCaptured)
                    GROUP BY p.barber_id, p.currency
                ) r
                JOIN barbers b ON b.id = r.barber_id
                ORDER BY r.gross_minor DESC, r.barber_id
                """)
            return try rows.map { row in
                try BarberRevenue(
                    barberID: row.decode(named: "barber_id"), barberName: row.decode(named: "display_name"),
                    revenue: Revenue(row: row))
            }
        }
    }

    /// Revenue of each shop that the caller manages or owns over a period of the shop's own local days.
    public func revenueByLocation(_ period: LocalPeriod, for caller: Caller) async throws -> [LocationRevenue] {
        let own = try await shops.managed(by: caller, limit: 500).map(\.id)
        // Who manages more has too much for one value to depend on.
        guard cached.cache != nil, own.count <= 20 else {
            ReadWitness.current?.note(nil)
            return try await revenue(of: own, period)
        }
        let numbers = own.map { "\($0)" }.joined(separator: " ")
        let key = CacheKey("location", "\(period.first)", more: ["\(period.last)", numbers])
        let tags = own.flatMap { [CacheTag.payments(of: $0), .shop($0)] } + [.shops]
        return try await cached.value(CachedKinds.revenueByLocation, key, tags: tags) {
            try await revenue(of: own, period)
        }
    }

    private func revenue(of shops: [Location.ID], _ period: LocalPeriod) async throws -> [LocationRevenue] {
        // Every instant of the period in any zone: lets the server leave out the months before and after.
        let anywhere = Availability.period(around: period.first, through: period.last)
        let rows = try await database.read(
            "revenue by shop",
            """
            SELECT l.id, l.name, l.currency, r.*
            FROM locations l
            CROSS JOIN LATERAL (
                SELECT \(query: Revenue.columns)
                FROM payments p
                WHERE p.location_id = l.id
                  AND p.created_at >= \(anywhere.lowerBound)
                  AND p.created_at < \(anywhere.upperBound)
                  AND (p.created_at AT TIME ZONE l.time_zone)::date BETWEEN \(period.first) AND \(period.last)
                  AND \(query: Revenue.wasCaptured)
            ) r
            WHERE l.id = ANY (\(shops.map(\.rawValue)))
            ORDER BY l.id
            """)
        return try rows.map { row in
            try LocationRevenue(
                locationID: row.decode(named: "id"), locationName: row.decode(named: "name"),
                revenue: Revenue(row: row))
        }
    }
}
