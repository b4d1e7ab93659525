import Foundation
import Testing

@testable import BookedBarber

@Suite struct IDTests {
    @Test(arguments: ["1", "17", "9223372036854775807"])
    func canonicalDigitsAreANumber(text: String) {
        #expect(User.ID(text)?.description == text)
    }

    @Test(arguments: ["", "0", "-1", "+1", "01", " 1", "1 ", "1.0", "abc", "9223372036854775808", "\u{661}"])
    func anythingElseIsNone(text: String) {
        #expect(User.ID(text) == nil)
    }

    @Test func aNumberIsCodedAsANumber() throws {
        let data = try JSONEncoder().encode([User.ID(rawValue: 17)])

        #expect(String(decoding: data, as: UTF8.self) == "[17]")
        #expect(try JSONDecoder().decode([User.ID].self, from: data) == [17])
    }

    @Test func aMonthlyNumberBeginsWithItsMonth() {
        let id = Appointment.ID(12345, in: Month(year: 2026, month: 11))

        #expect(id.rawValue == 202_611_0000012345)
        #expect(id.month == Month(year: 2026, month: 11))
        #expect(id.instants == utc("2026-11-01T00:00:00Z")..<utc("2026-12-01T00:00:00Z"))
    }

    @Test func itStaysExactInJavaScript() {
        #expect(Appointment.ID(9_999_999_999, in: Month(year: 9000, month: 12)).rawValue < 1 << 53)
    }

    @Test(
        arguments: [1, 17, 202_600_0000000001, 202_613_0000000001, 196_912_0000000001, -202_611_0000000001, .max, .min]
            as [Int64])
    func aNumberWithoutAMonthHasNone(number: Int64) {
        #expect(Appointment.ID(rawValue: number).month == nil)
        #expect(Payment.ID(rawValue: number).instants == nil)
    }
}
