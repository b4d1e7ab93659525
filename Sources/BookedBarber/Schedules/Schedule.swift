import Foundation

/// When a barber works: weekly hours, and time off that has not ended.
public struct Schedule: Hashable, Sendable, Codable {
    public let barberID: Barber.ID
    public let locationID: Location.ID
    /// IANA name of the zone that the hours are local to.
    public let timeZoneName: String
    /// In order of weekday and opening.
    public let hours: [WeeklyHours]
    /// In order of start, at most ``Schedules/timeOffLimit``.
    public let timeOff: [TimeOff]
    /// Counts changes of hours and time off, from 1.
    public let version: Int
}

extension Schedule {
    /// Without the time off that has ended by then.
    func after(_ time: Date) -> Schedule {
        guard timeOff.contains(where: { $0.endsAt <= time }) else { return self }
        return Schedule(
            barberID: barberID, locationID: locationID, timeZoneName: timeZoneName, hours: hours,
            timeOff: timeOff.filter { $0.endsAt > time }, version: version)
    }
}
