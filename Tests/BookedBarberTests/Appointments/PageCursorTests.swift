import Foundation
import Testing

@testable import BookedBarber

@Suite struct PageCursorTests {
    private func cursor(_ startsAt: Date = utc("2026-11-24T15:00:00Z"), id: Int64 = 202_611_0000012345) -> PageCursor {
        PageCursor(after: .example(id: Appointment.ID(rawValue: id), startsAt: startsAt))
    }

    @Test func aCursorComesBackFromItsText() throws {
        let text = cursor().description
        let parsed = try #require(PageCursor(text))

        #expect(parsed == cursor())
        #expect(parsed.startsAt == utc("2026-11-24T15:00:00Z"))
        #expect(parsed.id == 202_611_0000012345)
    }

    @Test func microsecondsSurvive() throws {
        let instant = Date(timeIntervalSince1970: 1_795_532_400.123456)
        let parsed = try #require(PageCursor(cursor(instant).description))

        #expect(abs(parsed.startsAt.timeIntervalSince(instant)) < 0.000_000_5)
    }

    @Test func itsTextCanStandInAURLAsItIs() {
        let allowed = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        var random = SplitMix64(seed: 3)
        for _ in 0..<200 {
            let date = Date(timeIntervalSince1970: .random(in: 0...4_000_000_000, using: &random))
            let text = cursor(date, id: .random(in: 1 ... .max, using: &random)).description

            #expect(text.count == 23 && text.allSatisfy(allowed.contains))
        }
    }

    @Test(arguments: ["", "a", "AQAAAAAAAAAAAAAAAAAAAAAA", "not a cursor at all!!!!", "======================="])
    func whatIsNoCursorIsRefused(text: String) {
        #expect(PageCursor(text) == nil)
    }

    @Test func anotherVersionACutOrALengthenedOneIsRefused() {
        let text = cursor().description

        #expect(PageCursor("B" + text.dropFirst()) == nil)
        #expect(PageCursor(String(text.dropLast())) == nil)
        #expect(PageCursor(text + "A") == nil)
        #expect(PageCursor(text + "=") == nil)
    }

    @Test func numbersAndTimesThatCannotBeAreRefused() {
        let zero = Base64URL.encode([1] + Array(repeating: 0, count: 16))
        let negative = Base64URL.encode([1] + Array(repeating: 255, count: 16))

        #expect(PageCursor(zero) == nil)
        #expect(PageCursor(negative) == nil)
    }

    @Test func aPageHasANextOneOnlyIfThereAreMoreItemsThanItsLimit() {
        let items = (1...3).map { AppointmentDetails.example(id: Appointment.ID(rawValue: $0)) }
        let full = Page(items, limit: 3)
        let cut = Page(items, limit: 2)

        #expect(full.items.count == 3 && full.next == nil)
        #expect(cut.items.count == 2 && cut.next?.id == 2)
        #expect(Page([AppointmentDetails](), limit: 2).next == nil)
    }
}
