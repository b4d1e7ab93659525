import Foundation
public import Postgres

/// Whole local days, both ends included.
public struct LocalPeriod: Hashable, Sendable {
    /// Three years.
    public static let maximumDays = 1096

    public let first: CalendarDate
    public let last: CalendarDate

    /// - Throws: ``DomainError/Code/invalid`` for the field "to" when it is before `first` or too far after it.
    public init(_ first: CalendarDate, through last: CalendarDate) throws(DomainError) {
        let (first, last) = (try first.checked("from"), try last.checked("to"))
        guard first <= last, last.days(since: first) < Self.maximumDays else {
            throw .invalid("to", "A period has 1 to \(Self.maximumDays) days.")
        }
        self.first = first
        self.last = last
    }

    /// Every day of it, in order.
    public var days: [CalendarDate] {
        (0...last.days(since: first)).map { first.plus($0) }
    }

    /// The instants it covers in a time zone.
    func instants(in timeZone: TimeZone) -> Range<Date> {
        let clock = LocalClock(timeZone: timeZone)
        return clock.day(first).lowerBound..<clock.day(last).upperBound
    }
}
