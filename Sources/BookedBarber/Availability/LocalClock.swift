public import Foundation
public import Postgres

/// Converts between instants and a shop's wall clock, right on the days the clocks change.
public struct LocalClock: Sendable {
    public let timeZone: TimeZone

    public init(timeZone: TimeZone) {
        self.timeZone = timeZone
    }

    /// Which instant is meant by a local time that a clock shows twice.
    public enum Occurrence: Sendable { case first, last }

    /// The instant at which the local clock shows `time` on `date`.
    ///
    /// A time that the clock skips is the instant of the change; one that it shows twice is the `occurrence`.
    /// `time` may be 24:00, the midnight after `date`.
    public func instant(_ date: CalendarDate, _ time: TimeOfDay, _ occurrence: Occurrence = .first) -> Date {
        let wall = Self.wallSeconds(date, time)
        let before = offset(at: wall - 86400)
        let after = offset(at: wall + 86400)
        // A wall time is shown under each of the offsets around it that is in force at the instant it gives.
        let shown = [wall - before, wall - after].filter { offset(at: $0) == wall - $0 }.sorted()
        if let first = shown.first, let last = shown.last {
            return Date(timeIntervalSince1970: TimeInterval(occurrence == .first ? first : last))
        }
        return change(between: wall - max(before, after), and: wall - min(before, after))
    }

    /// What the local clock shows at an instant, to the whole second.
    public func local(_ instant: Date) -> (date: CalendarDate, time: TimeOfDay) {
        let seconds = Int(instant.timeIntervalSince1970.rounded(.down))
        let wall = seconds + offset(at: seconds)
        let (day, rest) = (wall.floorDivided(by: 86400), wall.floorRemainder(by: 86400))
        return (CalendarDate.epoch.plus(day), TimeOfDay(microseconds: Int64(rest) * 1_000_000) ?? .midnight)
    }

    /// The instants at which the local date is `date`: 23, 24 or 25 hours as a rule.
    public func day(_ date: CalendarDate) -> Range<Date> {
        instant(date, .midnight)..<instant(date.plus(1), .midnight)
    }

    private func offset(at seconds: Int) -> Int {
        timeZone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(seconds)))
    }

    /// The first instant after `low`, up to `high`, with another offset than `low` has.
    private func change(between low: Int, and high: Int) -> Date {
        var (low, high) = (low, high)
        let old = offset(at: low)
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if offset(at: middle) == old { low = middle } else { high = middle }
        }
        return Date(timeIntervalSince1970: TimeInterval(high))
    }

    private static func wallSeconds(_ date: CalendarDate, _ time: TimeOfDay) -> Int {
        date.days(since: .epoch) * 86400 + Int(time.microseconds / 1_000_000)
    }
}

extension Int {
    fileprivate func floorDivided(by divisor: Int) -> Int {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }

    fileprivate func floorRemainder(by divisor: Int) -> Int { self - floorDivided(by: divisor) * divisor }
}
