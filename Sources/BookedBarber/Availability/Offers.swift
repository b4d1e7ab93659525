import Foundation
import Postgres
import PostgresDatabase

extension Availability {
    /// What a barber's service needs to be booked in a period, in one statement.
    /// - Throws: ``DomainError/Code/notFound``.
    func offer(
        _ barber: Barber.ID, _ service: ShopService.ID, during range: Range<Date>, in executor: some QueryExecutor
    ) async throws -> BarberOffer {
        let rows = try await executor.query(Self.offerQuery(barber, service, during: range))
        guard let offer = try rows.decode(BarberOffer.self).first else {
            throw DomainError(.notFound, "There is no such barber, or the barber's shop has no such service.")
        }
        return offer
    }

    private static func offerQuery(_ barber: Barber.ID, _ service: ShopService.ID, during range: Range<Date>) -> Query {
        .named(
            "get offer of barber",
            """
            SELECT
                b.id AS barber_id, s.id AS service_id, l.id AS location_id, l.time_zone, l.slot_minutes,
                s.duration_minutes, s.buffer_minutes, s.price_minor, s.currency,
                b.is_active AND s.is_active AND EXISTS (
                    SELECT FROM barber_services bs
                    WHERE bs.barber_id = b.id
                      AND bs.service_id = s.id
                ) AS is_offered,
                b.schedule_version, s.version AS service_version,
                h.weekdays, h.opens, h.closes, o.off_starts, o.off_ends
            FROM barbers b
            JOIN locations l ON l.id = b.location_id
            JOIN services s ON s.id = \(service) AND s.location_id = l.id
            CROSS JOIN LATERAL (
                SELECT
                    COALESCE(array_agg(a.weekday ORDER BY a.weekday, a.starts_at), '{}') AS weekdays,
                    COALESCE(array_agg(a.starts_at ORDER BY a.weekday, a.starts_at), '{}') AS opens,
                    COALESCE(array_agg(a.ends_at ORDER BY a.weekday, a.starts_at), '{}') AS closes
                FROM barber_availability a
                WHERE a.barber_id = b.id
            ) h
            CROSS JOIN LATERAL (
                SELECT
                    COALESCE(array_agg(t.starts_at ORDER BY t.starts_at, t.ends_at), '{}') AS off_starts,
                    COALESCE(array_agg(t.ends_at ORDER BY t.starts_at, t.ends_at), '{}') AS off_ends
                FROM barber_time_off t
                WHERE t.barber_id = b.id
                  AND tstzrange(t.starts_at, t.ends_at) && tstzrange(\(range.lowerBound), \(range.upperBound))
            ) o
            WHERE b.id = \(barber)
            """)
    }
}
