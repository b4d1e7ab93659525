public import Foundation
import Postgres

/// A calendar month in UTC.
public struct Month: Hashable, Sendable, Comparable, CustomStringConvertible {
    public let year: Int
    /// 1...12.
    public let month: Int

    public init(year: Int, month: Int) {
        precondition((1...12).contains(month), "a month is 1 to 12")
        self.year = year
        self.month = month
    }

    /// The month of an instant.
    public init(of instant: Date) {
        let date = LocalClock(timeZone: .gmt).local(instant).date
        self.init(year: date.year, month: date.month)
    }

    public func adding(months: Int) -> Month {
        let index = year * 12 + month - 1 + months
        return Month(year: index / 12, month: index % 12 + 1)
    }

    /// From its first instant to the next month's.
    public var instants: Range<Date> { start..<adding(months: 1).start }

    private var start: Date {
        LocalClock(timeZone: .gmt).instant(CalendarDate(year: year, month: month, day: 1) ?? .infinity, .midnight)
    }

    public static func < (left: Month, right: Month) -> Bool {
        (left.year, left.month) < (right.year, right.month)
    }

    /// "2026-11".
    public var description: String { "\(Self.digits(year, 4))-\(Self.digits(month, 2))" }

    static func digits(_ number: Int, _ count: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, count - text.count)) + text
    }
}
