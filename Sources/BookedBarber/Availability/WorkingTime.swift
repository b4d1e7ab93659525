public import Foundation
public import Postgres

/// When a barber works, as instants: weekly hours laid onto the real days of a time zone.
public struct WorkingTime: Sendable {
    public let clock: LocalClock
    private let hours: [WeeklyHours]

    public init(hours: [WeeklyHours], clock: LocalClock) {
        self.hours = hours
        self.clock = clock
    }

    /// The stretches of working time that touch the local days `first`...`last`, in order.
    ///
    /// Hours that meet at midnight are one stretch. Hours that begin in a skipped hour begin when the clock has
    /// changed; hours around a repeated hour contain it twice.
    public func stretches(_ first: CalendarDate, through last: CalendarDate) -> [Range<Date>] {
        var result: [Range<Date>] = []
        var date = first.plus(-1)
        while date <= last.plus(1) {
            let weekday = date.weekday
            for hours in hours where hours.weekday == weekday {
                let begin = clock.instant(date, hours.opens, .first)
                let end = clock.instant(date, hours.closes, .last)
                if begin < end { result.append(begin..<end) }
            }
            date = date.plus(1)
        }
        return Self.joined(result)
    }

    /// Whether the barber works through all of `time`.
    public func contains(_ time: Range<Date>) -> Bool {
        stretches(clock.local(time.lowerBound).date, through: clock.local(time.upperBound).date)
            .contains { $0.lowerBound <= time.lowerBound && time.upperBound <= $0.upperBound }
    }

    private static func joined(_ ranges: [Range<Date>]) -> [Range<Date>] {
        var result: [Range<Date>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = result.last, range.lowerBound <= last.upperBound {
                result[result.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                result.append(range)
            }
        }
        return result
    }
}
