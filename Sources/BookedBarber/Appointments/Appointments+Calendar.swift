public import Foundation
public import Postgres
import PostgresDatabase
import QueryCaching

extension Appointments {
    /// A barber's appointments on `days` local days from `date` on, in order of start, cancelled ones included.
    /// - Parameter days: 1...31.
    /// - Throws: ``DomainError/Code/notFound`` unless the caller is that barber or manages or owns the shop.
    public func calendar(
        of barber: Barber.ID, from date: CalendarDate, days: Int, for caller: Caller
    ) async throws -> BarberCalendar {
        let date = try date.checked("from")
        guard (1...31).contains(days) else { throw DomainError.invalid("days", "A calendar shows 1 to 31 days.") }
        guard cached.cache != nil else {
            return try await storedCalendar(of: barber, from: date, days: days, for: caller)
        }
        let access = try await barbers.access(of: caller, to: barber)
        guard let access, access.capacity.manages || caller.id == barber else { throw DomainError.notFound("barber") }
        return try await cached.value(
            // The shop may change between the right to see it and what is seen.
            CachedKinds.calendar,
            CacheKey("calendar", barber, more: ["\(date)", days, access.locationID, access.timeZoneName]),
            tags: [.appointments(ofBarber: barber), .shop(access.locationID), .barber(barber), .names]
        ) {
            try await storedCalendar(of: barber, access.timeZoneName, from: date, days: days)
        }
    }

    private func storedCalendar(
        of barber: Barber.ID, _ timeZoneName: String, from date: CalendarDate, days: Int
    ) async throws -> BarberCalendar {
        let clock = try LocalClock(timeZone: .known(timeZoneName))
        let during = clock.day(date).lowerBound..<clock.day(date.plus(days)).lowerBound
        let rows = try await database.read(
            "list appointments of barber",
            """
            SELECT \(query: AppointmentDetails.columns)
            FROM appointments a
            \(query: AppointmentDetails.joins)
            WHERE a.barber_id = \(barber)
              AND a.starts_at >= \(during.lowerBound)
              AND a.starts_at < \(during.upperBound)
            ORDER BY a.starts_at, a.id
            """)
        return try BarberCalendar(
            barberID: barber, timeZoneName: timeZoneName, from: during.lowerBound, to: during.upperBound,
            appointments: rows.decode(AppointmentDetails.self))
    }
}

extension Appointments {
    /// The right to see it and what is seen in one statement.
    ///
    /// The server finds the days roughly, the local clock exactly: a midnight that the clocks skip or show twice means
    /// another instant to the server.
    private func storedCalendar(
        of barber: Barber.ID, from date: CalendarDate, days: Int, for caller: Caller
    ) async throws -> BarberCalendar {
        let end = date.plus(days)
        // In any time zone. Known before the statement begins, which leaves out all other months.
        let widely = Self.midnight(date) - 18 * 3_600..<Self.midnight(end) + 18 * 3_600
        let isPermitted: Query = caller.id == barber ? "TRUE" : ShopAccess.manages(caller)
        let rows = try await database.read(
            "get calendar of barber",
            """
            SELECT d.*, shop.time_zone
            FROM (
                SELECT l.time_zone
                FROM barbers b
                JOIN locations l ON l.id = b.location_id
                WHERE \(query: isPermitted)
                  AND b.id = \(barber)
            ) shop
            LEFT JOIN LATERAL (
                SELECT \(query: AppointmentDetails.columns)
                FROM appointments a
                \(query: AppointmentDetails.joins)
                WHERE a.barber_id = \(barber)
                  AND a.starts_at >= \(widely.lowerBound)
                  AND a.starts_at < \(widely.upperBound)
                  AND a.starts_at >= (\(date)::timestamp AT TIME ZONE shop.time_zone) - INTERVAL '3 hours'
                  AND a.starts_at < (\(end)::timestamp AT TIME ZONE shop.time_zone) + INTERVAL '3 hours'
            ) d ON TRUE
            ORDER BY d.starts_at, d.id
            """)
        guard let first = rows.first else { throw DomainError.notFound("barber") }
        let timeZoneName = try first.decode(String.self, at: AppointmentDetails.columnCount)
        let clock = try LocalClock(timeZone: .known(timeZoneName))
        let during = clock.day(date).lowerBound..<clock.day(end).lowerBound
        return BarberCalendar(
            barberID: barber, timeZoneName: timeZoneName, from: during.lowerBound, to: during.upperBound,
            appointments: try first.isNull(at: 0)
                ? [] : rows.decode(AppointmentDetails.self).filter { during.contains($0.appointment.startsAt) })
    }

    /// In Greenwich.
    private static func midnight(_ date: CalendarDate) -> Date {
        Date(timeIntervalSince1970: TimeInterval(date.days(since: .epoch) * 86_400))
    }
}

/// Some days of a barber.
public struct BarberCalendar: Hashable, Sendable, Codable {
    public let barberID: Barber.ID
    public let timeZoneName: String
    public let from: Date
    /// Exclusive.
    public let to: Date
    public let appointments: [AppointmentDetails]
}
