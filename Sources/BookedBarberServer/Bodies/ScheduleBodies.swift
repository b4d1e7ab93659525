import BookedBarber
import Postgres

/// One stretch of a week's working time.
struct HoursBody: Codable, Sendable, Hashable, SchemaAnnotated {
    let weekday: Int
    let opens: TimeOfDay
    let closes: TimeOfDay

    init(_ hours: WeeklyHours) {
        weekday = hours.weekday
        opens = hours.opens
        closes = hours.closes
    }

    var hours: WeeklyHours {
        get throws { try WeeklyHours(weekday: weekday, opens: opens, closes: closes) }
    }

    static var annotations: [String: Schema] {
        ["weekday": .integer(1...7, "ISO 8601: 1 is Monday, 7 is Sunday.")]
    }
}

/// The weekly hours that replace the ones there are.
struct NewHoursBody: Codable, Sendable {
    let hours: [HoursBody]
}

/// A time in which a barber doesn't work.
struct TimeOffBody: Codable, Sendable, Hashable, SchemaAnnotated {
    let id: TimeOff.ID
    let startsAt: Timestamp
    let endsAt: Timestamp
    /// Only the shop's staff see it.
    let reason: String?

    init(_ timeOff: TimeOff, showsReason: Bool) {
        id = timeOff.id
        startsAt = Timestamp(timeOff.startsAt)
        endsAt = Timestamp(timeOff.endsAt)
        reason = showsReason ? timeOff.reason : nil
    }

    enum CodingKeys: String, CodingKey {
        case id, reason
        case startsAt = "starts_at"
        case endsAt = "ends_at"
    }

    static var annotations: [String: Schema] {
        ["reason": .string.with { $0.summary = "Shown to the shop's staff only." }]
    }
}

/// Time off to be added.
struct NewTimeOffBody: Codable, Sendable, SchemaAnnotated {
    let startsAt: Timestamp
    let endsAt: Timestamp
    let reason: String?

    enum CodingKeys: String, CodingKey {
        case reason
        case startsAt = "starts_at"
        case endsAt = "ends_at"
    }

    static var annotations: [String: Schema] { ["reason": .text(0...500)] }
}

/// When a barber works.
struct ScheduleBody: Codable, Sendable, Hashable, VersionedBody {
    let barberID: Barber.ID
    let shopID: Location.ID
    let timeZone: String
    let hours: [HoursBody]
    let timeOff: [TimeOffBody]
    let version: Int

    init(_ schedule: Schedule, showsReasons: Bool) {
        barberID = schedule.barberID
        shopID = schedule.locationID
        timeZone = schedule.timeZoneName
        hours = schedule.hours.map(HoursBody.init)
        timeOff = schedule.timeOff.map { TimeOffBody($0, showsReason: showsReasons) }
        version = schedule.version
    }

    enum CodingKeys: String, CodingKey {
        case hours, version
        case barberID = "barber_id"
        case shopID = "shop_id"
        case timeZone = "time_zone"
        case timeOff = "time_off"
    }
}

/// The starts at which a service can still be booked.
struct AvailabilityBody: Codable, Sendable, Hashable {
    let barberID: Barber.ID
    let serviceID: ShopService.ID
    let date: CalendarDate
    let timeZone: String
    let durationMinutes: Int
    let price: MoneyBody
    let slots: [Timestamp]

    init(_ free: FreeSlots, on date: CalendarDate) {
        barberID = free.barberID
        serviceID = free.serviceID
        self.date = date
        timeZone = free.timeZoneName
        durationMinutes = free.durationMinutes
        price = free.price.body
        slots = free.starts.map(Timestamp.init)
    }

    enum CodingKeys: String, CodingKey {
        case date, price, slots
        case barberID = "barber_id"
        case serviceID = "service_id"
        case timeZone = "time_zone"
        case durationMinutes = "duration_minutes"
    }
}
