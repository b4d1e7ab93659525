import Foundation
import Postgres

@testable import BookedBarber

/// "2026-11-23T15:00:00Z".
func utc(_ text: String) -> Date {
    guard let date = try? Date(text, strategy: .iso8601) else { preconditionFailure("no instant: \(text)") }
    return date
}

/// "2026-11-23".
func day(_ text: String) -> CalendarDate {
    guard let date = CalendarDate(text) else { preconditionFailure("no date: \(text)") }
    return date
}

/// "09:30".
func time(_ text: String) -> TimeOfDay {
    guard let time = TimeOfDay(text) else { preconditionFailure("no time of day: \(text)") }
    return time
}

/// "02:00" … on a clock in this zone, as a person there would read them off.
func clockTimes(_ instants: [Date], _ zone: String) -> [String] {
    guard let timeZone = TimeZone(identifier: zone) else { preconditionFailure("no time zone: \(zone)") }
    return instants.map { instant in
        let time = LocalClock(timeZone: timeZone).local(instant).time
        return "\(Month.digits(time.hour, 2)):\(Month.digits(time.minute, 2))"
    }
}
