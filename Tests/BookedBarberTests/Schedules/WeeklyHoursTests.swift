import Testing

@testable import BookedBarber

@Suite struct WeeklyHoursTests {
    @Test(arguments: [
        (0, "09:00", "17:00"), (8, "09:00", "17:00"), (1, "17:00", "09:00"), (1, "09:00", "09:00"),
        (1, "09:00:30", "10:00"),
    ])
    func hoursThatCannotBeAreRefused(weekday: Int, opens: String, closes: String) async {
        await refused(.invalid, field: "hours") {
            try WeeklyHours(weekday: weekday, opens: time(opens), closes: time(closes))
        }
    }

    @Test func aWeekIsPutInOrder() throws {
        let late = try WeeklyHours(weekday: 1, opens: time("13:00"), closes: time("24:00"))
        let early = try WeeklyHours(weekday: 1, opens: time("09:00"), closes: time("13:00"))
        let sunday = try WeeklyHours(weekday: 7, opens: time("00:00"), closes: time("12:00"))

        #expect(try WeeklyHours.checked([sunday, late, early]) == [early, late, sunday])
    }

    @Test func hoursThatOverlapAreRefusedAndNamed() async throws {
        let one = try WeeklyHours(weekday: 3, opens: time("09:00"), closes: time("13:00"))
        let two = try WeeklyHours(weekday: 3, opens: time("12:59"), closes: time("14:00"))
        let refusal = await refused(.invalid, field: "hours") { try WeeklyHours.checked([two, one]) }

        #expect(refusal?.message.contains("weekday 3 at 12:59") == true)
    }

    @Test func theSameHoursOnOtherDaysDoNotOverlap() throws {
        let week = try (1...7).map { try WeeklyHours(weekday: $0, opens: time("00:00"), closes: time("24:00")) }

        #expect(try WeeklyHours.checked(week).count == 7)
    }

    @Test func aWeekOfTooManyPiecesIsRefused() async throws {
        let pieces = try (0..<71).map { index in
            try WeeklyHours(
                weekday: index / 12 + 1, opens: time("\(Month.digits(index % 12 * 2, 2)):00"),
                closes: time("\(Month.digits(index % 12 * 2 + 1, 2)):00"))
        }

        await refused(.invalid, field: "hours") { try WeeklyHours.checked(pieces) }
    }
}
