import Foundation
import Postgres
import Testing

@testable import BookedBarber

@Suite struct SlotCalculatorTests {
    private static let always = Date.distantPast...Date.distantFuture

    /// Slots of half an hour, every half hour, on a date.
    private func slots(
        _ zone: String, _ date: String, _ hours: [(String, String)], step: Int = 30, duration: Int = 30,
        buffer: Int = 0,
        timeOff: [Range<Date>] = [], reservations: [Range<Date>] = [], within: ClosedRange<Date> = always
    ) throws -> [Date] {
        let date = day(date)
        let weekly = try hours.map { try WeeklyHours(weekday: date.weekday, opens: time($0.0), closes: time($0.1)) }
        let clock = LocalClock(timeZone: try #require(TimeZone(identifier: zone)))
        return SlotCalculator(
            workingTime: WorkingTime(hours: weekly, clock: clock), stepMinutes: step, timeOff: timeOff,
            reservations: reservations
        ).slots(on: date, durationMinutes: duration, bufferMinutes: buffer, within: within)
    }

    @Test func anEmptyDayHasASlotAtEveryStepThatEndsByClosingTime() throws {
        let slots = try slots("America/New_York", "2026-11-24", [("09:00", "11:00")], step: 15, duration: 45)

        #expect(clockTimes(slots, "America/New_York") == ["09:00", "09:15", "09:30", "09:45", "10:00", "10:15"])
        #expect(slots.first == utc("2026-11-24T14:00:00Z"))
    }

    @Test func aBreakHasNoSlotsAndNoServiceRunsIntoIt() throws {
        let slots = try slots(
            "Europe/Berlin", "2026-11-24", [("09:00", "10:00"), ("11:00", "12:00")], duration: 60)

        #expect(clockTimes(slots, "Europe/Berlin") == ["09:00", "11:00"])
    }

    @Test func aWeekdayWithoutHoursHasNoSlots() throws {
        let monday = try WeeklyHours(weekday: 1, opens: time("09:00"), closes: time("17:00"))
        let clock = LocalClock(timeZone: .gmt)
        let calculator = SlotCalculator(workingTime: WorkingTime(hours: [monday], clock: clock), stepMinutes: 15)

        #expect(
            calculator.slots(on: day("2026-11-24"), durationMinutes: 15, bufferMinutes: 0, within: Self.always).isEmpty)
    }

    @Test func aReservationTakesEverySlotThatWouldOverlapIt() throws {
        let taken = utc("2026-11-24T10:00:00Z")..<utc("2026-11-24T10:40:00Z")
        let slots = try slots("GMT", "2026-11-24", [("09:00", "12:00")], reservations: [taken])

        #expect(clockTimes(slots, "GMT") == ["09:00", "09:30", "11:00", "11:30"])
    }

    @Test func theBufferMustNotTouchTheNextReservationButMayReachPastClosingTime() throws {
        let taken = utc("2026-11-24T10:00:00Z")..<utc("2026-11-24T11:00:00Z")
        let slots = try slots("GMT", "2026-11-24", [("09:00", "12:00")], buffer: 10, reservations: [taken])

        #expect(clockTimes(slots, "GMT") == ["09:00", "11:00", "11:30"])
    }

    @Test func aServiceDoesNotRunIntoTimeOffButItsBufferMay() throws {
        let away = utc("2026-11-24T10:00:00Z")..<utc("2026-11-24T11:00:00Z")
        let slots = try slots("GMT", "2026-11-24", [("09:00", "12:00")], buffer: 15, timeOff: [away])

        #expect(clockTimes(slots, "GMT") == ["09:00", "09:30", "11:00", "11:30"])
    }

    @Test func slotsAreOnTheGridEvenIfTheHoursAreNot() throws {
        let slots = try slots("GMT", "2026-11-24", [("09:10", "10:25")], step: 15, duration: 15)

        #expect(clockTimes(slots, "GMT") == ["09:15", "09:30", "09:45", "10:00"])
    }

    @Test func slotsLieWithinTheBoundsBothIncluded() throws {
        let slots = try slots(
            "GMT", "2026-11-24", [("09:00", "17:00")],
            within: utc("2026-11-24T09:30:00Z")...utc("2026-11-24T10:30:00Z"))

        #expect(clockTimes(slots, "GMT") == ["09:30", "10:00", "10:30"])
    }

    @Test func aStartWithinAStepOfNowIsTheNextOneOnTheGrid() throws {
        let slots = try slots(
            "GMT", "2026-11-24", [("09:00", "10:30")], within: utc("2026-11-24T09:00:01Z")...Date.distantFuture)

        #expect(clockTimes(slots, "GMT") == ["09:30", "10:00"])
    }

    @Test func hoursThatMeetAtMidnightAreWorkedThrough() throws {
        let late = try WeeklyHours(weekday: 5, opens: time("23:00"), closes: time("24:00"))
        let early = try WeeklyHours(weekday: 6, opens: time("00:00"), closes: time("01:00"))
        let clock = LocalClock(timeZone: .gmt)
        let calculator = SlotCalculator(workingTime: WorkingTime(hours: [early, late], clock: clock), stepMinutes: 30)
        let friday = calculator.slots(
            on: day("2026-11-27"), durationMinutes: 60, bufferMinutes: 0, within: Self.always)
        let saturday = calculator.slots(
            on: day("2026-11-28"), durationMinutes: 60, bufferMinutes: 0, within: Self.always)

        #expect(clockTimes(friday, "GMT") == ["23:00", "23:30"])
        #expect(clockTimes(saturday, "GMT") == ["00:00"])
    }

    @Test func sundayNightRunsIntoMonday() throws {
        let late = try WeeklyHours(weekday: 7, opens: time("23:00"), closes: time("24:00"))
        let early = try WeeklyHours(weekday: 1, opens: time("00:00"), closes: time("02:00"))
        let working = WorkingTime(hours: [early, late], clock: LocalClock(timeZone: .gmt))

        #expect(working.contains(utc("2026-11-29T23:30:00Z")..<utc("2026-11-30T01:00:00Z")))
        #expect(!working.contains(utc("2026-11-29T22:30:00Z")..<utc("2026-11-29T23:30:00Z")))
        #expect(!working.contains(utc("2026-11-30T23:30:00Z")..<utc("2026-11-30T23:45:00Z")))
    }
}
