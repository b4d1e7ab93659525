import Foundation
import Postgres
import PostgresDatabase
import QueryCaching

extension Analytics {
    /// The services that were completed most often in a period.
    /// - Parameter limit: 1...100.
    /// - Throws: ``DomainError/Code/notFound``, ``DomainError/Code/invalid``.
    public func topServices(
        of location: Location.ID, _ period: LocalPeriod, limit: Int = 10, for caller: Caller
    ) async throws -> [ServicePopularity] {
        let limit = try Self.checked(limit)
        let services = Figures(
            CachedKinds.topServices, "services", of: location, period, limit: limit,
            from: .appointments(ofShop: location))
        return try await read(services, for: caller) { shop in
            let during = shop.instants(of: period)
            let rows = try await database.read(
                "top services",
                """
                SELECT t.service_id, s.name, t.appointments, t.value_minor, s.currency
                FROM (
                    SELECT a.service_id, count(*) AS appointments, sum(a.price_minor)::bigint AS value_minor
                    FROM appointments a
                    WHERE a.location_id = \(location)
                      AND a.starts_at >= \(during.lowerBound)
                      AND a.starts_at < \(during.upperBound)
                      AND a.status = 'completed'
                    GROUP BY a.service_id
                    ORDER BY count(*) DESC, a.service_id
                    LIMIT \(limit)
                ) t
                JOIN services s ON s.id = t.service_id
                ORDER BY t.appointments DESC, t.service_id
                """)
            return try rows.map { row in
                try ServicePopularity(
                    serviceID: row.decode(named: "service_id"), serviceName: row.decode(named: "name"),
                    appointments: row.decode(named: "appointments"), value: row.money("value_minor"))
            }
        }
    }

    /// How appointments of a period ended, for the shop and for each of its barbers.
    /// - Throws: ``DomainError/Code/notFound``.
    public func attendance(
        of location: Location.ID, _ period: LocalPeriod, for caller: Caller
    ) async throws -> ShopAttendance {
        let attendance = Figures(
            CachedKinds.attendance, "attendance", of: location, period, from: .appointments(ofShop: location))
        return try await read(attendance, for: caller) { shop in
            let during = shop.instants(of: period)
            let rows = try await database.read(
                "attendance by barber",
                """
                SELECT t.barber_id, b.display_name, t.completed, t.no_show, t.cancelled, t.open
                FROM (
                    SELECT
                        a.barber_id,
                        count(*) FILTER (WHERE a.status = 'completed') AS completed,
                        count(*) FILTER (WHERE a.status = 'no_show') AS no_show,
                        count(*) FILTER (WHERE a.status = 'cancelled') AS cancelled,
                        count(*) FILTER (WHERE holds_time(a.status)) AS open
                    FROM appointments a
                    WHERE a.location_id = \(location)
                      AND a.starts_at >= \(during.lowerBound)
                      AND a.starts_at < \(during.upperBound)
                    GROUP BY a.barber_id
                ) t
                JOIN barbers b ON b.id = t.barber_id
                ORDER BY t.barber_id
                """)
            let barbers = try rows.map { row in
                try BarberAttendance(
                    barberID: row.decode(named: "barber_id"), barberName: row.decode(named: "display_name"),
                    attendance: Attendance(
                        completed: row.decode(named: "completed"), noShow: row.decode(named: "no_show"),
                        cancelled: row.decode(named: "cancelled"), open: row.decode(named: "open")))
            }
            return ShopAttendance(total: barbers.map(\.attendance).reduce(.none, +), barbers: barbers)
        }
    }

    /// How many appointments, cancelled ones left out, began in each local hour of the week; busiest first.
    /// - Throws: ``DomainError/Code/notFound``.
    public func busiestHours(
        of location: Location.ID, _ period: LocalPeriod, for caller: Caller
    ) async throws -> [HourOfWeek] {
        let hours = Figures(
            CachedKinds.busiestHours, "hours", of: location, period, from: .appointments(ofShop: location))
        return try await read(hours, for: caller) { shop in
            let during = shop.instants(of: period)
            let rows = try await database.read(
                "busiest hours",
                """
                SELECT
                    EXTRACT(ISODOW FROM t.local)::integer AS weekday,
                    EXTRACT(HOUR FROM t.local)::integer AS hour,
                    count(*) AS appointments
                FROM (
                    SELECT a.starts_at AT TIME ZONE \(shop.timeZoneName) AS local
                    FROM appointments a
                    WHERE a.location_id = \(location)
                      AND a.starts_at >= \(during.lowerBound)
                      AND a.starts_at < \(during.upperBound)
                      AND a.status <> 'cancelled'
                ) t
                GROUP BY weekday, hour
                ORDER BY appointments DESC, weekday, hour
                """)
            return try rows.decode(Int.self, Int.self, Int.self).map { weekday, hour, appointments in
                HourOfWeek(weekday: weekday, hour: hour, appointments: appointments)
            }
        }
    }

    static func checked(_ limit: Int) throws(DomainError) -> Int {
        guard (1...100).contains(limit) else { throw .invalid("limit", "A limit is 1 to 100.") }
        return limit
    }
}

extension ManagedShop {
    func instants(of period: LocalPeriod) -> Range<Date> { period.instants(in: timeZone) }
}
