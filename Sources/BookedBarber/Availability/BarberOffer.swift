public import Foundation
public import Postgres

/// What has to be known to offer or book one service of one barber: terms, weekly hours and time off.
///
/// May be kept for minutes: ``Appointments`` writes a booking only if `scheduleVersion` and `serviceVersion` still
/// hold.
public struct BarberOffer: Sendable, Codable {
    public let barberID: Barber.ID
    public let serviceID: ShopService.ID
    public let locationID: Location.ID
    public let timeZone: TimeZone
    public let slotMinutes: Int
    public let durationMinutes: Int
    public let bufferMinutes: Int
    public let price: Money
    /// Whether the barber takes bookings, the shop offers the service and the barber does too.
    public let isOffered: Bool
    public let hours: [WeeklyHours]
    /// Within the period that was asked for.
    public let timeOff: [Range<Date>]
    public let scheduleVersion: Int
    public let serviceVersion: Int

    public var workingTime: WorkingTime { WorkingTime(hours: hours, clock: LocalClock(timeZone: timeZone)) }

    /// The free starts that remain beside these reservations.
    public func slots(besides reservations: [Range<Date>]) -> SlotCalculator {
        SlotCalculator(
            workingTime: workingTime, stepMinutes: slotMinutes, timeOff: timeOff, reservations: reservations)
    }
}

extension BarberOffer: RowDecodable {
    public init(row: Row) throws {
        barberID = try row.decode(named: "barber_id")
        serviceID = try row.decode(named: "service_id")
        locationID = try row.decode(named: "location_id")
        timeZone = try TimeZone.known(row.decode(named: "time_zone"))
        slotMinutes = try row.decode(named: "slot_minutes")
        durationMinutes = try row.decode(named: "duration_minutes")
        bufferMinutes = try row.decode(named: "buffer_minutes")
        price = try row.money("price_minor")
        isOffered = try row.decode(named: "is_offered")
        hours = try WeeklyHours.decode(row)
        timeOff = try zip(
            row.decode([Date].self, named: "off_starts"), row.decode([Date].self, named: "off_ends")
        ).map { $0..<$1 }
        scheduleVersion = try row.decode(named: "schedule_version")
        serviceVersion = try row.decode(named: "service_version")
    }
}

extension TimeZone {
    /// - Throws: when this machine's time zone data lacks a zone that the database's has.
    static func known(_ name: String) throws -> TimeZone {
        guard let zone = TimeZone(identifier: name) else { throw UnknownTimeZone(name: name) }
        return zone
    }
}

/// The program and its database disagree about which time zones exist.
struct UnknownTimeZone: Error, CustomStringConvertible {
    let name: String

    var description: String { "the time zone \"\(name)\" is not in this machine's time zone data; update tzdata" }
}
