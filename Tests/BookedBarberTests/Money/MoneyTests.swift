import Foundation
import Testing

@testable import BookedBarber

@Suite struct MoneyTests {
    @Test(
        arguments: [
            (1250, "USD", "USD 12.50"), (5, "USD", "USD 0.05"), (-5, "EUR", "EUR -0.05"), (0, "USD", "USD 0.00"),
            (1200, "JPY", "JPY 1200"), (-1200, "JPY", "JPY -1200"), (12345, "KWD", "KWD 12.345"),
            (7, "KWD", "KWD 0.007"),
        ] as [(Int64, String, String)])
    func moneyIsWrittenWithItsCurrencysDigits(minorUnits: Int64, code: String, text: String) throws {
        let currency = try #require(Currency(code))

        #expect(Money(minorUnits: minorUnits, currency: currency).description == text)
    }

    @Test func theSmallestAmountCanBeWritten() throws {
        let currency = try #require(Currency("USD"))

        #expect(Money(minorUnits: .min, currency: currency).description == "USD -92233720368547758.08")
    }

    @Test(arguments: ["usd", "US", "USDX", "U5D", "", "ÄÖÜ", "US "])
    func whatIsNotThreeUpperCaseLettersIsNoCurrency(code: String) {
        #expect(Currency(code) == nil)
    }

    @Test func aWrongCurrencyDoesNotDecode() {
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([Currency].self, from: Data(#"["usd"]"#.utf8)) }
    }

    @Test func aCurrencyIsCodedAsItsLetters() throws {
        let coded = try JSONEncoder().encode([#require(Currency("EUR"))])

        #expect(String(decoding: coded, as: UTF8.self) == #"["EUR"]"#)
    }
}
