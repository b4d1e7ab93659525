public import Foundation
public import Postgres
public import PostgresDatabase
public import QueryCaching

/// When a barber can be booked: reads of schedules and of the table `appointment_reservations`.
public struct Availability: Sendable {
    let database: Database
    private let cached: CachedDatabase
    private let barbers: Barbers

    public init(database: Database, cache: QueryCache? = nil) {
        self.database = database
        cached = CachedDatabase(database: database, cache: cache)
        barbers = Barbers(database: database, cache: cache)
    }

    /// Free starts of a service of a barber on a local date of the shop.
    ///
    /// Two statements, side by side, or what is cached of them. Nothing is held: a slot may be taken before it is booked.
    /// - Throws: ``DomainError/Code/notFound`` when there is no such barber, or the service is of another shop or
    ///   gone; ``DomainError/Code/notOffered``.
    public func slots(
        of barber: Barber.ID, for service: ShopService.ID, on date: CalendarDate, at now: Date
    ) async throws -> FreeSlots {
        let (date, now) = (try date.checked("date"), now.roundedUpToMinute)
        let range = Self.period(around: date, through: date)
        async let held = cached.value(
            CachedKinds.reservations, CacheKey("held", barber, "\(date)"), tags: [.appointments(ofBarber: barber)]
        ) {
            try await reservations(of: barber, during: range)
        }
        let offer = try await cachedOffer(barber, service, on: date, during: range)
        return try await FreeSlots(offer: offer, from: date, through: date, held: held, at: now, limit: nil)
    }

    /// Good for showing, not for booking: a booking reads and checks its terms itself.
    private func cachedOffer(
        _ barber: Barber.ID, _ service: ShopService.ID, on date: CalendarDate, during range: Range<Date>
    ) async throws -> BarberOffer {
        let shop = cached.cache == nil ? nil : try await barbers.find(barber)?.locationID
        let tags = [.barber(barber)] + (shop.map { [CacheTag.shop($0), .services(of: $0)] } ?? [])
        return try await cached.value(
            CachedKinds.offer, CacheKey("offer", barber, more: [service, "\(date)", shop]), tags: tags
        ) {
            try await offer(barber, service, during: range, in: database.reader)
        }
    }

    /// The first free starts from an instant on, within two weeks: what to offer when a slot was taken.
    /// - Throws: as ``slots(of:for:on:at:)``.
    public func nextSlots(
        of barber: Barber.ID, for service: ShopService.ID, from instant: Date, limit: Int = 5, at now: Date
    ) async throws -> FreeSlots {
        let first = LocalClock(timeZone: .gmt).local(max(instant, now)).date
        let last = first.plus(14)
        let range = Self.period(around: first, through: last)
        async let held = reservations(of: barber, during: range)
        let offer = try await offer(barber, service, during: range, in: database.reader)
        return try await FreeSlots(
            offer: offer, from: first.plus(-1), through: last, held: held, at: max(instant, now), limit: limit)
    }

    /// Time that a barber's appointments hold, in order.
    public func reservations(of barber: Barber.ID, during range: Range<Date>) async throws -> [Range<Date>] {
        try await database.read(
            "list reservations of barber",
            """
            SELECT lower(r.during), upper(r.during)
            FROM appointment_reservations r
            WHERE r.barber_id = \(barber)
              AND r.during && tstzrange(\(range.lowerBound), \(range.upperBound))
            ORDER BY lower(r.during)
            """
        ).decode(Date.self, Date.self).map { $0..<$1 }
    }

    /// Every instant that can be on one of these dates in any time zone, and a day more for stretches over midnight.
    static func period(around first: CalendarDate, through last: CalendarDate) -> Range<Date> {
        let clock = LocalClock(timeZone: .gmt)
        return clock.instant(first.plus(-2), .midnight)..<clock.instant(last.plus(3), .midnight)
    }
}
