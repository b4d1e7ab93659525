import Foundation
import Postgres
import Testing

@Suite("Ranges") struct RangeTests {
    @Test func rangesHaveTheServersBytes() throws {
        #expect(try encoded(PostgresRange(Int32(1)..<5)) == [2] + bigEndian(4 as Int32, 1, 4, 5))
        #expect(try encoded(PostgresRange<Int>.empty) == [1])
        #expect(try encoded(PostgresRange<Int>(lower: nil, upper: nil)) == [0x18])
        #expect(
            try encoded(PostgresRange(lower: nil, upper: 9, upperInclusive: true))
                == [0x0C] + bigEndian(8 as Int32) + bigEndian(9 as Int64))
    }

    @Test(arguments: [
        PostgresRange(1..<9), PostgresRange(lower: 1, upper: 9, lowerInclusive: false, upperInclusive: true),
        PostgresRange(lower: nil, upper: 3), PostgresRange(lower: 3, upper: nil), PostgresRange(lower: nil, upper: nil),
        PostgresRange(lower: 4, upper: 4, upperInclusive: true), .empty,
    ])
    func everyShapeComesBack(_ range: PostgresRange<Int>) throws { #expect(try roundTrip(range) == range) }

    @Test func otherBoundsComeBack() throws {
        let day = try #require(CalendarDate("2026-11-23"))
        #expect(
            try roundTrip(PostgresRange(lower: day, upper: .infinity)) == PostgresRange(day..<CalendarDate.infinity))
        let dates = Date(timeIntervalSince1970: 0)..<Date(timeIntervalSince1970: 1.5)
        #expect(try roundTrip(dates) == dates)
        let numbers = PostgresRange(lower: Decimal(string: "1.1"), upper: nil)
        #expect(try roundTrip(numbers) == numbers)
    }

    @Test func equalBoundsThatAreNotBothInclusiveAreTheEmptyRange() throws {
        #expect(PostgresRange(lower: 5, upper: 5) == .empty)
        #expect(PostgresRange(lower: 5, upper: 5, upperInclusive: true) != .empty)
        #expect(try encoded(5..<5) == [1])
    }

    @Test func boundsInTheWrongOrderAreRefused() {
        #expect(complaint { _ = try encoded(PostgresRange(lower: 5, upper: 4)) }.contains("above"))
    }

    @Test func aSwiftRangeIsReadOnlyFromAHalfOpenOne() throws {
        #expect(try decoded(encoded(PostgresRange(1..<2)), .int8range, as: Range<Int>.self) == 1..<2)
        let others = [
            PostgresRange.empty, PostgresRange(lower: 1, upper: nil), PostgresRange(lower: nil, upper: 1),
            PostgresRange(lower: 1, upper: 2, upperInclusive: true),
        ]
        for other in others {
            #expect(throws: ValueError.self) { try decoded(encoded(other), .int8range, as: Range<Int>.self) }
        }
    }

    @Test func otherTypesAndMalformedBytesAreRefused() throws {
        let bytes = try encoded(1..<2)
        #expect(throws: ValueError.self) { try decoded(bytes, .int4range, as: Range<Int>.self) }
        #expect(throws: ValueError.self) { try decoded(Array(bytes.dropLast()), .int8range, as: Range<Int>.self) }
        #expect(throws: ValueError.self) { try decoded(bytes + [0], .int8range, as: Range<Int>.self) }
        #expect(throws: ValueError.self) { try decoded([], .int8range, as: Range<Int>.self) }
        let backwards =
            [2] + bigEndian(8 as Int32) + bigEndian(5 as Int64) + bigEndian(8 as Int32) + bigEndian(4 as Int64)
        #expect(throws: ValueError.self) { try decoded(backwards, .int8range, as: Range<Int>.self) }
    }
}
