import Foundation
import Postgres
import Testing

@testable import BookedBarber

/// Days on which the clocks change.
@Suite struct ClockChangeSlotTests {
    private func slots(_ zone: String, _ date: String, _ opens: String, _ closes: String, step: Int = 30) throws
        -> [Date]
    {
        let date = day(date)
        let hours = try WeeklyHours(weekday: date.weekday, opens: time(opens), closes: time(closes))
        let clock = LocalClock(timeZone: try #require(TimeZone(identifier: zone)))
        return SlotCalculator(workingTime: WorkingTime(hours: [hours], clock: clock), stepMinutes: step).slots(
            on: date, durationMinutes: 30, bufferMinutes: 0, within: Date.distantPast...Date.distantFuture)
    }

    @Test(arguments: [("America/New_York", "2026-03-08", "01:00"), ("Europe/Berlin", "2026-03-29", "01:00")])
    func theSkippedHourHasNoSlots(zone: String, date: String, opens: String) throws {
        let slots = try slots(zone, date, opens, "04:00")

        #expect(clockTimes(slots, zone) == ["01:00", "01:30", "03:00", "03:30"])
        #expect(zip(slots, slots.dropFirst()).allSatisfy { $1.timeIntervalSince($0) == 1800 })
    }

    @Test func theSkippedHalfHourHasNoSlots() throws {
        let slots = try slots("Australia/Lord_Howe", "2026-10-04", "01:00", "04:00")

        #expect(clockTimes(slots, "Australia/Lord_Howe") == ["01:00", "01:30", "02:30", "03:00", "03:30"])
        #expect(zip(slots, slots.dropFirst()).allSatisfy { $1.timeIntervalSince($0) == 1800 })
    }

    @Test func theRepeatedHourHasItsSlotsTwiceAsDistinctInstants() throws {
        let slots = try slots("America/New_York", "2026-11-01", "00:30", "03:00")

        #expect(
            clockTimes(slots, "America/New_York") == ["00:30", "01:00", "01:30", "01:00", "01:30", "02:00", "02:30"])
        #expect(slots[1] == utc("2026-11-01T05:00:00Z"))
        #expect(slots[3] == utc("2026-11-01T06:00:00Z"))
        #expect(Set(slots).count == slots.count)
    }

    @Test func berlinRepeatsItsHourAfterTwoOclock() throws {
        let slots = try slots("Europe/Berlin", "2026-10-25", "01:30", "03:30")

        #expect(clockTimes(slots, "Europe/Berlin") == ["01:30", "02:00", "02:30", "02:00", "02:30", "03:00"])
    }

    @Test func theRepeatedHalfHourHasItsSlotsTwice() throws {
        let slots = try slots("Australia/Lord_Howe", "2026-04-05", "01:00", "03:00")

        #expect(clockTimes(slots, "Australia/Lord_Howe") == ["01:00", "01:30", "01:30", "02:00", "02:30"])
        #expect(slots[1] == utc("2026-04-04T14:30:00Z"))
        #expect(slots[2] == utc("2026-04-04T15:00:00Z"))
    }

    @Test(arguments: [
        ("2026-04-05", ["00:00", "01:00", "02:00", "03:00"]), ("2026-10-04", ["00:00", "01:00", "03:00"]),
    ])
    func aChangeByLessThanAStepKeepsFullHoursOnTheGrid(date: String, expected: [String]) throws {
        let slots = try slots("Australia/Lord_Howe", date, "00:00", "04:00", step: 60)

        #expect(clockTimes(slots, "Australia/Lord_Howe") == expected)
    }

    @Test func hoursInsideTheSkippedHourAreNotWorked() throws {
        #expect(try slots("America/New_York", "2026-03-08", "02:00", "03:00").isEmpty)
    }

    @Test func hoursThatBeginInTheSkippedHourBeginAfterIt() throws {
        let slots = try slots("America/New_York", "2026-03-08", "02:30", "04:00")

        #expect(clockTimes(slots, "America/New_York") == ["03:00", "03:30"])
    }

    @Test func hoursThatEndInTheSkippedHourEndAtTheChange() throws {
        let slots = try slots("America/New_York", "2026-03-08", "01:00", "02:30")

        #expect(clockTimes(slots, "America/New_York") == ["01:00", "01:30"])
    }

    @Test func hoursInsideTheRepeatedHourAreWorkedTwiceWithoutAPause() throws {
        let slots = try slots("America/New_York", "2026-11-01", "01:00", "02:00")

        #expect(clockTimes(slots, "America/New_York") == ["01:00", "01:30", "01:00", "01:30"])
    }

    @Test func aDayThatBeginsAtOneOclockHasItsFirstSlotThen() throws {
        let slots = try slots("America/Santiago", "2026-09-06", "00:00", "02:00")

        #expect(clockTimes(slots, "America/Santiago") == ["01:00", "01:30"])
    }

    @Test func aRepeatedHourBeforeMidnightBelongsToItsOwnDay() throws {
        let slots = try slots("America/Santiago", "2026-04-04", "22:30", "24:00")

        #expect(clockTimes(slots, "America/Santiago") == ["22:30", "23:00", "23:30", "23:00", "23:30"])
    }

    @Test(arguments: ["America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "America/Santiago", "Africa/Cairo"])
    func aYearOfDaysListsEveryHalfHourOfTheYearOnce(zone: String) throws {
        let hours = try (1...7).map { try WeeklyHours(weekday: $0, opens: time("00:00"), closes: time("24:00")) }
        let clock = LocalClock(timeZone: try #require(TimeZone(identifier: zone)))
        let calculator = SlotCalculator(workingTime: WorkingTime(hours: hours, clock: clock), stepMinutes: 30)
        let first = day("2026-01-01")
        let all = (0..<365).flatMap { offset in
            calculator.slots(
                on: first.plus(offset), durationMinutes: 30, bufferMinutes: 0,
                within: Date.distantPast...Date.distantFuture)
        }

        #expect(all.count == 365 * 48)
        #expect(zip(all, all.dropFirst()).allSatisfy { $1.timeIntervalSince($0) == 1800 })
    }
}
