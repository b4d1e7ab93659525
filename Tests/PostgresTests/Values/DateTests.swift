import Foundation
import Postgres
import Testing

@Suite("Dates and times") struct DateTests {
    @Test func aDateIsMicrosecondsSince2000() throws {
        #expect(try encoded(Date(timeIntervalSince1970: 946_684_800)) == bigEndian(0 as Int64))
        #expect(try encoded(Date(timeIntervalSince1970: 946_684_799.5)) == bigEndian(-500_000 as Int64))
        #expect(try encoded(Date(timeIntervalSinceReferenceDate: .infinity)) == bigEndian(Int64.max))
        #expect(try encoded(Date(timeIntervalSinceReferenceDate: -.infinity)) == bigEndian(Int64.min))
    }

    @Test func everyMicrosecondOfOurTimeComesBack() throws {
        var random = RepeatableGenerator(seed: 2)
        // 1900 to 2200: there a Double of seconds tells microseconds apart.
        for _ in 0..<2000 {
            let microseconds = Int64.random(in: -3_155_673_600_000_000...6_311_433_600_000_000, using: &random)

            let date = try decoded(bigEndian(microseconds), .timestamptz, as: Date.self)

            #expect(try encoded(date) == bigEndian(microseconds))
        }
    }

    @Test(arguments: [Double.infinity, -.infinity])
    func theInfinitiesComeBack(_ interval: Double) throws {
        let date = Date(timeIntervalSinceReferenceDate: interval)
        #expect(try roundTrip(date) == date)
    }

    @Test(arguments: [1e13, -1e13, 1e300, -1e300, .nan, .greatestFiniteMagnitude])
    func aDateThatPostgresCantHoldIsRefused(_ interval: Double) {
        #expect(
            complaint { _ = try encoded(Date(timeIntervalSinceReferenceDate: interval)) }
                == "the date lies outside of PostgreSQL's range (4714 BC to 294276)")
    }

    @Test func theEndsOfTheRangeAreHeld() throws {
        let first = try decoded(bigEndian(-211_813_488_000_000_000 as Int64), .timestamptz, as: Date.self)
        #expect(try encoded(first) == bigEndian(-211_813_488_000_000_000 as Int64))
        #expect(throws: ValueError.self) { try encoded(first.addingTimeInterval(-1)) }
        let last = try decoded(bigEndian(9_223_371_331_199_000_000 as Int64), .timestamptz, as: Date.self)
        #expect(try encoded(last) == bigEndian(9_223_371_331_199_000_000 as Int64))
        #expect(throws: ValueError.self) { try encoded(last.addingTimeInterval(1)) }
    }

    @Test func aTimestampWithoutTimeZoneIsNoInstant() {
        #expect(
            complaint { _ = try decoded(bigEndian(0 as Int64), .timestamp, as: Date.self) }.contains("AT TIME ZONE"))
        #expect(throws: ValueError.self) { try decoded(bigEndian(0 as Int32), .date, as: Date.self) }
    }

    @Test(arguments: [
        ("00:00", 0), ("09:30", 34_200_000_000), ("23:59:59.999999", 86_399_999_999), ("24:00", 86_400_000_000),
        ("12:00:00.5", 43_200_500_000), ("01:02:03", 3_723_000_000),
    ])
    func aTimeOfDayIsWrittenAndRead(_ text: String, _ microseconds: Int64) throws {
        let time = try #require(TimeOfDay(text))

        #expect(time.microseconds == microseconds)
        #expect(time.description == text)
        #expect(try encoded(time) == bigEndian(microseconds))
        #expect(try roundTrip(time) == time)
        #expect(try JSONDecoder().decode([TimeOfDay].self, from: JSONEncoder().encode([time])) == [time])
    }

    @Test(arguments: [
        "", "9:30", "09:3", "0930", "24:00:01", "24:01", "25:00", "12:60", "12:00:60", "12:00.5", "12:00:00.", "-1:00",
        "12:00:00.1234567", "12:00:00:00", "１２:00", "+9:00",
    ])
    func whatIsNoTimeOfDayIsRefused(_ text: String) { #expect(TimeOfDay(text) == nil) }

    @Test func aTimeOutsideOfTheDayIsRefused() {
        #expect(TimeOfDay(hour: 24, minute: 0) == .endOfDay)
        #expect(TimeOfDay(hour: 24, minute: 0, second: 1) == nil)
        #expect(TimeOfDay(hour: .max, minute: .max, second: .max) == nil)
        #expect(TimeOfDay(microseconds: -1) == nil)
        #expect(throws: ValueError.self) { try decoded(bigEndian(-1 as Int64), .time, as: TimeOfDay.self) }
        #expect(throws: ValueError.self) { try decoded(bigEndian(86_400_000_001 as Int64), .time, as: TimeOfDay.self) }
    }
}
