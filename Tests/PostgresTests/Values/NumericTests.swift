import Foundation
import Postgres
import Testing

@Suite("Decimal numbers") struct NumericTests {
    private static func decimal(_ text: String) -> Decimal { Decimal(string: text) ?? .nan }

    // Header: number of digits, weight, sign, decimal places; then digits to the base of 10,000.
    @Test(arguments: [
        ("0", [0, 0, 0, 0]), ("1", [1, 0, 0, 0, 1]), ("10000", [1, 1, 0, 0, 1]), ("-1.5", [2, 0, 0x4000, 1, 1, 5000]),
        ("12345.6789", [3, 1, 0, 4, 1, 2345, 6789]), ("0.0001", [1, -1, 0, 4, 1]), ("0.00012", [2, -1, 0, 5, 1, 2000]),
        ("123456789000000", [3, 3, 0, 0, 123, 4567, 8900]), ("1000000.01", [3, 1, 0, 2, 100, 0, 100]),
    ])
    func hasTheServersBytes(_ text: String, _ words: [Int]) throws {
        let bytes = words.flatMap { bigEndian(UInt16(truncatingIfNeeded: $0)) }

        #expect(try encoded(Self.decimal(text)) == bytes)
        #expect(try decoded(bytes, .numeric, as: Decimal.self) == Self.decimal(text))
    }

    @Test(arguments: [
        "0", "1", "-1", "99999999999999999999999999999999999999", "-12345678901234567890.123456789012345678",
        "0.00000000000000000000000000000000000001", "340282366920938463463374607431768211455", "1e127", "-7e-128",
        "100000000000000000000000000000", "0.1", "10.01", "1234567890123456789012345678.90",
    ])
    func comesBackExactly(_ text: String) throws {
        let value = Self.decimal(text)

        #expect(try roundTrip(value) == value)
    }

    @Test func anyMantissaAndExponentComesBack() throws {
        var random = RepeatableGenerator(seed: 1)
        for _ in 0..<2000 {
            let value = Decimal(
                sign: Bool.random(using: &random) ? .plus : .minus,
                exponent: Int.random(in: -128...100, using: &random),
                significand: Decimal(random.next() >> Int.random(in: 0..<64, using: &random)))

            #expect(try roundTrip(value) == value)
        }
    }

    @Test func notANumberIsPostgresNaN() throws {
        let bytes = bigEndian(0 as UInt16, 0, 0xC000, 0)
        #expect(try encoded(Decimal.nan) == bytes)
        #expect(try decoded(bytes, .numeric, as: Decimal.self).isNaN)
    }

    @Test(arguments: [0xD000, 0xF000] as [UInt16])
    func anInfinityIsRefused(_ sign: UInt16) {
        #expect(
            complaint { _ = try decoded(bigEndian(0, 0, sign, 0), .numeric, as: Decimal.self) }.contains("infinite"))
    }

    @Test func moreDigitsThanDecimalHoldsAreRefusedNotRounded() {
        let fortyDigits = bigEndian(10 as UInt16, 9, 0, 0) + (0..<10).flatMap { _ in bigEndian(9999 as UInt16) }
        let huge = bigEndian(1 as UInt16, 40, 0, 0, 1)
        let tiny = bigEndian(1 as UInt16, UInt16(bitPattern: -40), 0, 160, 1)
        for bytes in [fortyDigits, huge, tiny] {
            #expect(complaint { _ = try decoded(bytes, .numeric, as: Decimal.self) }.contains("more digits"))
        }
    }

    @Test func malformedBytesAreRefused() {
        let digitTooLarge = bigEndian(1 as UInt16, 0, 0, 0, 10_000)
        let unknownSign = bigEndian(0 as UInt16, 0, 0x1234, 0)
        let missingDigit = bigEndian(2 as UInt16, 0, 0, 0, 1)
        let negativeCount = bigEndian(0xFFFF as UInt16, 0, 0, 0)
        for bytes in [digitTooLarge, unknownSign, missingDigit, negativeCount, []] {
            #expect(complaint { _ = try decoded(bytes, .numeric, as: Decimal.self) }.contains("malformed"))
        }
    }

    @Test func integersAreReadToo() throws {
        #expect(try decoded(bigEndian(-5 as Int64), .int8, as: Decimal.self) == -5)
        #expect(try decoded(bigEndian(Int16.max), .int2, as: Decimal.self) == 32_767)
        #expect(throws: ValueError.self) { try decoded(bigEndian(1.5.bitPattern), .float8, as: Decimal.self) }
    }
}
