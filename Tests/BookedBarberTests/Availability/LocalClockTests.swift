import Foundation
import Postgres
import Testing

@testable import BookedBarber

@Suite struct LocalClockTests {
    @Test(arguments: [
        // An ordinary day.
        ("America/New_York", "2026-07-04 09:00", "2026-07-04T13:00:00Z"),
        ("Asia/Kathmandu", "2026-07-04 09:00", "2026-07-04T03:15:00Z"),
        // Either side of the skipped hour.
        ("America/New_York", "2026-03-08 01:59", "2026-03-08T06:59:00Z"),
        ("America/New_York", "2026-03-08 03:00", "2026-03-08T07:00:00Z"),
        ("Europe/Berlin", "2026-03-29 03:00", "2026-03-29T01:00:00Z"),
        ("Australia/Lord_Howe", "2026-10-04 02:30", "2026-10-03T15:30:00Z"),
        // Either side of the repeated hour.
        ("America/New_York", "2026-11-01 00:59", "2026-11-01T04:59:00Z"),
        ("America/New_York", "2026-11-01 02:00", "2026-11-01T07:00:00Z"),
        ("Europe/Berlin", "2026-10-25 03:00", "2026-10-25T02:00:00Z"),
        ("Australia/Lord_Howe", "2026-04-05 02:00", "2026-04-04T15:30:00Z"),
    ])
    func aTimeThatTheClockShowsOnceIsOneInstant(zone: String, local: String, instant: String) throws {
        let (clock, date, time) = try parse(zone, local)

        #expect(clock.instant(date, time, .first) == utc(instant))
        #expect(clock.instant(date, time, .last) == utc(instant))
        #expect(clock.local(utc(instant)).date == date)
        #expect(clock.local(utc(instant)).time == time)
    }

    @Test(arguments: [
        ("America/New_York", "2026-03-08 02:00", "2026-03-08T07:00:00Z"),
        ("America/New_York", "2026-03-08 02:59", "2026-03-08T07:00:00Z"),
        ("Europe/Berlin", "2026-03-29 02:30", "2026-03-29T01:00:00Z"),
        ("Australia/Lord_Howe", "2026-10-04 02:15", "2026-10-03T15:30:00Z"),
        // Midnight itself is skipped.
        ("America/Santiago", "2026-09-06 00:00", "2026-09-06T04:00:00Z"),
        ("Africa/Cairo", "2026-04-24 00:30", "2026-04-23T22:00:00Z"),
        // A whole day was skipped.
        ("Pacific/Apia", "2011-12-30 12:00", "2011-12-30T10:00:00Z"),
    ])
    func aTimeThatTheClockSkipsIsTheInstantOfTheChange(zone: String, local: String, change: String) throws {
        let (clock, date, time) = try parse(zone, local)

        #expect(clock.instant(date, time, .first) == utc(change))
        #expect(clock.instant(date, time, .last) == utc(change))
    }

    @Test(arguments: [
        ("America/New_York", "2026-11-01 01:30", "2026-11-01T05:30:00Z", "2026-11-01T06:30:00Z"),
        ("Europe/Berlin", "2026-10-25 02:00", "2026-10-25T00:00:00Z", "2026-10-25T01:00:00Z"),
        ("Australia/Lord_Howe", "2026-04-05 01:45", "2026-04-04T14:45:00Z", "2026-04-04T15:15:00Z"),
        // The hour before midnight is repeated.
        ("America/Santiago", "2026-04-04 23:30", "2026-04-05T02:30:00Z", "2026-04-05T03:30:00Z"),
        ("America/Havana", "2026-11-01 00:30", "2026-11-01T04:30:00Z", "2026-11-01T05:30:00Z"),
    ])
    func aTimeThatTheClockShowsTwiceIsTwoInstants(
        zone: String, local: String, first: String, last: String
    ) throws {
        let (clock, date, time) = try parse(zone, local)

        #expect(clock.instant(date, time, .first) == utc(first))
        #expect(clock.instant(date, time, .last) == utc(last))
        #expect(clock.local(utc(first)).time == time)
        #expect(clock.local(utc(last)).time == time)
    }

    @Test(arguments: [
        ("America/New_York", "2026-03-08", 23.0), ("America/New_York", "2026-11-01", 25),
        ("Europe/Berlin", "2026-03-29", 23), ("Europe/Berlin", "2026-10-25", 25),
        ("Australia/Lord_Howe", "2026-10-04", 23.5), ("Australia/Lord_Howe", "2026-04-05", 24.5),
        ("America/Santiago", "2026-09-06", 23), ("America/Santiago", "2026-04-04", 25),
        ("Asia/Tokyo", "2026-03-08", 24),
    ])
    func aDayHasAsManyHoursAsItsClockShows(zone: String, date: String, hours: Double) throws {
        let (clock, date, _) = try parse(zone, "\(date) 00:00")
        let day = clock.day(date)

        #expect(day.upperBound.timeIntervalSince(day.lowerBound) == hours * 3600)
        #expect(clock.local(day.lowerBound).date == date)
        #expect(clock.local(day.upperBound - 1).date == date)
        #expect(clock.local(day.lowerBound - 1).date == date.plus(-1))
    }

    @Test func twentyFourOclockIsTheNextMidnight() throws {
        let (clock, date, _) = try parse("Europe/Berlin", "2026-12-31 00:00")

        #expect(clock.instant(date, .endOfDay) == utc("2026-12-31T23:00:00Z"))
    }

    @Test func instantsBefore1970HaveALocalTime() throws {
        let (clock, _, _) = try parse("America/New_York", "2026-01-01 00:00")
        let local = clock.local(utc("1969-12-31T04:59:59Z"))

        #expect(local.date.description == "1969-12-30")
        #expect(local.time.hour == 23 && local.time.minute == 59)
    }

    @Test func everyQuarterOfAnHourOfAYearComesBackFromItsLocalTime() throws {
        for zone in ["America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "America/Santiago"] {
            let clock = LocalClock(timeZone: try #require(TimeZone(identifier: zone)))
            var instant = utc("2026-01-01T00:00:00Z")
            while instant < utc("2027-01-01T00:00:00Z") {
                let (date, time) = clock.local(instant)
                let found = [clock.instant(date, time, .first), clock.instant(date, time, .last)]
                if !found.contains(instant) { Issue.record("\(instant) in \(zone) became \(found)") }
                instant += 900
            }
        }
    }

    private func parse(_ zone: String, _ local: String) throws -> (LocalClock, CalendarDate, TimeOfDay) {
        let parts = local.split(separator: " ").map(String.init)
        return (
            LocalClock(timeZone: try #require(TimeZone(identifier: zone))), try #require(CalendarDate(parts[0])),
            try #require(TimeOfDay(parts[1]))
        )
    }
}
