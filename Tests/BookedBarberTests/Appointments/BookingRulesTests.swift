import Foundation
import Testing

@testable import BookedBarber

@Suite struct BookingRulesTests {
    /// A Monday.
    private let now = utc("2026-11-23T12:00:00Z")

    private func check(_ start: String, _ offer: BarberOffer = .example()) throws(DomainError) {
        try BookingRules.check(utc(start), against: offer, at: now)
    }

    @Test(arguments: ["2026-11-24T09:00:00Z", "2026-11-24T12:45:00Z", "2026-11-24T16:30:00Z"])
    func aStartOnTheGridInWorkingHoursIsFine(start: String) throws {
        try check(start)
    }

    @Test(arguments: [
        ("2026-11-17T09:00:00Z", DomainError.Code.inThePast),
        ("2026-11-23T11:59:59Z", .inThePast),
        ("2027-01-26T09:00:00Z", .tooFarAhead),
        ("2026-11-24T09:10:00Z", .notAligned),
        ("2026-11-24T09:00:30Z", .notAligned),
        ("2026-11-24T08:45:00Z", .outsideWorkingHours),
        ("2026-11-24T16:45:00Z", .outsideWorkingHours),
        ("2026-11-24T17:00:00Z", .outsideWorkingHours),
        ("2026-11-25T09:00:00Z", .outsideWorkingHours),
    ])
    func aStartThatBreaksARuleIsRefusedByIt(start: String, code: DomainError.Code) async {
        await refused(code, field: "startsAt") { try check(start) }
    }

    @Test func aFractionOfASecondIsNotOnTheGrid() async {
        let start = utc("2026-11-24T09:00:00Z") + 0.25

        await refused(.notAligned) { try BookingRules.check(start, against: .example(), at: now) }
    }

    @Test func timeOffIsRespectedToTheMinute() async throws {
        let offer = BarberOffer.example(timeOff: [utc("2026-11-24T12:00:00Z")..<utc("2026-11-24T13:00:00Z")])

        try check("2026-11-24T11:30:00Z", offer)
        try check("2026-11-24T13:00:00Z", offer)
        await refused(.timeOff) { try check("2026-11-24T11:45:00Z", offer) }
        await refused(.timeOff) { try check("2026-11-24T12:45:00Z", offer) }
    }

    @Test func whatIsNotOfferedIsRefusedBeforeAnythingElse() async {
        await refused(.notOffered, field: "serviceId") { try check("2020-01-01T00:00:00Z", .example(isOffered: false)) }
    }

    @Test func theLastStartIsSixtyDaysAheadToTheSecond() async throws {
        let always = (1...7).map { WeeklyHours(unchecked: $0, time("00:00"), time("24:00")) }
        let last = BookingRules.latestStart(at: now)

        try BookingRules.check(last, against: .example(hours: always), at: now)
        await refused(.tooFarAhead) {
            try BookingRules.check(last + 900, against: .example(hours: always), at: now)
        }
    }

    @Test func monthsAreMadeFurtherAheadThanBookingsAreTaken() {
        for offset in 0..<400 {
            let now = utc("2027-01-01T00:00:00Z") + TimeInterval(offset) * 86400
            let lastMade = Month(of: now).adding(months: PartitionMaintenance.monthsAhead)

            // A month passes without maintenance.
            #expect(BookingRules.latestStart(at: now + 28 * 86400) < lastMade.instants.upperBound)
        }
    }
}
