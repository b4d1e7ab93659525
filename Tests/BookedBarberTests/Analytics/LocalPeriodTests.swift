import Foundation
import Postgres
import Testing

@testable import BookedBarber

@Suite struct LocalPeriodTests {
    @Test func aPeriodCoversWholeLocalDays() throws {
        let period = try LocalPeriod(day("2026-10-25"), through: day("2026-10-26"))
        let berlin = try #require(TimeZone(identifier: "Europe/Berlin"))

        #expect(period.instants(in: berlin) == utc("2026-10-24T22:00:00Z")..<utc("2026-10-26T23:00:00Z"))
        #expect(period.days.map(\.description) == ["2026-10-25", "2026-10-26"])
    }

    @Test func oneDayIsAPeriod() throws {
        #expect(try LocalPeriod(day("2026-10-25"), through: day("2026-10-25")).days.count == 1)
    }

    @Test(arguments: [
        ("2026-10-25", "2026-10-24"), ("2024-01-01", "2027-01-01"), ("2026-10-25", "2300-01-01"),
        ("2026-01-01", "infinity"),
    ])
    func aPeriodThatIsReversedOrTooLongIsRefused(first: String, last: String) async {
        await refused(.invalid, field: "to") { try LocalPeriod(day(first), through: day(last)) }
    }

    @Test func aPeriodOfThreeYearsIsAccepted() throws {
        #expect(try LocalPeriod(day("2024-01-01"), through: day("2026-12-31")).days.count == 1096)
    }
}
