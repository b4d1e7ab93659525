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

/// Some days of a barber.
public struct BarberCalendar: Hashable, Sendable, Codable {
    public let barberID: Barber.ID
    public let timeZoneName: String
    public let from: Date
    /// Exclusive.
    public let to: Date
    public let appointments: [AppointmentDetails]
}
