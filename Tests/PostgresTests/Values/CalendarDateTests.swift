import Foundation
import Postgres
import Testing

@Suite("Calendar dates") struct CalendarDateTests {
    @Test(arguments: [
        ("2000-01-01", 0, 6), ("2026-11-23", 9823, 1), ("1999-12-31", -1, 5), ("2024-02-29", 8825, 4),
        ("1970-01-01", -10_957, 4), ("0001-01-01", -730_119, 1), ("0000-12-31", -730_120, 7),
        ("-4713-11-24", -2_451_545, 1), ("+5874897-12-31", 2_145_031_948, 2),
    ])
    func aDateIsDaysSince2000(_ text: String, _ days: Int32, _ weekday: Int) throws {
        let date = try #require(CalendarDate(text))

        #expect(try encoded(date) == bigEndian(days))
        #expect(try roundTrip(date) == date)
        #expect(date.description == text)
        #expect(date.weekday == weekday)
        #expect(CalendarDate(year: date.year, month: date.month, day: date.day) == date)
        #expect(try JSONDecoder().decode([CalendarDate].self, from: JSONEncoder().encode([date])) == [date])
    }

    @Test func everyDayOfTwoCyclesFollowsTheOneBefore() throws {
        var day = try #require(CalendarDate(year: -400, month: 1, day: 1))
        for _ in 0..<292_194 {
            let next = try #require(day.adding(days: 1))
            let isNextDay = next.year == day.year && next.month == day.month && next.day == day.day + 1
            let isNextMonth = next.day == 1 && (next.month == day.month + 1 || (next.month == 1 && day.month == 12))
            guard isNextDay || isNextMonth, CalendarDate(year: next.year, month: next.month, day: next.day) == next,
                next.weekday == day.weekday % 7 + 1
            else {
                Issue.record("\(next) follows \(day)")
                return
            }
            day = next
        }
        #expect(day.description == "0400-01-01")
    }

    @Test func theInfinitiesLieAtTheEnds() throws {
        #expect(try encoded(CalendarDate.infinity) == bigEndian(Int32.max))
        #expect(try encoded(CalendarDate.negativeInfinity) == bigEndian(Int32.min))
        let day = try #require(CalendarDate("2026-11-23"))
        #expect(.negativeInfinity < day && day < .infinity)
        #expect(CalendarDate.infinity.adding(days: -1) == .infinity)
        #expect(CalendarDate("-infinity") == .negativeInfinity)
        #expect(CalendarDate.infinity.description == "infinity")
    }

    @Test(arguments: [
        "", "2026-02-29", "2026-13-01", "2026-00-10", "2026-1-1", "26-01-01", "2026-01-32", "2026-01-01 ", "20260101",
        "-0000-01-01", "+2026-01-01", "5874898-01-01", "-4713-11-23", "２０２６-01-01", "99999999999-01-01", "2026-+1-01",
    ])
    func whatIsNoDayIsRefused(_ text: String) { #expect(CalendarDate(text) == nil) }

    @Test func arithmeticStaysInRange() throws {
        let last = try #require(CalendarDate("+5874897-12-31"))
        #expect(last.adding(days: 1) == nil)
        #expect(last.adding(days: .max) == nil)
        let leap = try #require(CalendarDate("2024-02-28"))
        #expect(leap.adding(days: 2)?.description == "2024-03-01")
        #expect(leap.adding(days: 366)?.days(since: leap) == 366)
        #expect(CalendarDate(year: .max, month: .max, day: .max) == nil)
    }

    @Test func bytesOfNoDayAreRefused() {
        for days in [.max - 1, .min + 1, 2_145_031_949, -2_451_546] as [Int32] {
            #expect(throws: ValueError.self) { try decoded(bigEndian(days), .date, as: CalendarDate.self) }
        }
        #expect(throws: ValueError.self) { try decoded(bigEndian(0 as Int64), .timestamptz, as: CalendarDate.self) }
    }
}
