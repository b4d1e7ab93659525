import Foundation
import Testing

@testable import BookedBarber

@Suite struct MonthTests {
    @Test(arguments: [
        ("2026-11-30T23:59:59Z", "2026-11"), ("2026-12-01T00:00:00Z", "2026-12"), ("2024-02-29T12:00:00Z", "2024-02"),
    ])
    func anInstantIsInTheMonthThatGreenwichsCalendarShows(instant: String, month: String) {
        #expect(Month(of: utc(instant)).description == month)
    }

    @Test(arguments: [
        (2026, 11, 1, "2026-12"), (2026, 12, 1, "2027-01"), (2026, 1, -1, "2025-12"), (2026, 5, 24, "2028-05"),
        (2026, 5, -29, "2023-12"),
    ])
    func monthsAreCountedOverYears(year: Int, month: Int, count: Int, expected: String) {
        #expect(Month(year: year, month: month).adding(months: count).description == expected)
    }

    @Test func aPartitionHoldsItsMonthFromTheFirstInstantToTheNextMonths() {
        let partition = MonthPartition(table: "appointments", month: Month(year: 2026, month: 12))

        #expect(partition.name == "appointments_2026_12")
        #expect(partition.lowerBound == "2026-12-01 00:00:00+00")
        #expect(partition.upperBound == "2027-01-01 00:00:00+00")
    }

    @Test func onlyWhatIsMissingIsMade() {
        let months = Month(year: 2026, month: 12)...Month(year: 2027, month: 1)
        let missing = MonthPartition.missing(months, existing: ["appointments_2026_12", "payments_2027_01", "other"])

        #expect(missing.map(\.name) == ["payments_2026_12", "appointments_2027_01"])
    }

    @Test func nothingIsMissingWhenAllAreThere() {
        let month = Month(year: 2026, month: 12)

        #expect(MonthPartition.missing(month...month, existing: ["appointments_2026_12", "payments_2026_12"]).isEmpty)
    }
}
