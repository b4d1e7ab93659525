import Foundation
import Postgres
import Testing

private enum Shade: String, PostgresEnum { case light }

@Suite("Bytes that no server would send") struct HostileBytesTests {
    private static let types: [any PostgresCodable.Type] = [
        Bool.self, Int16.self, Int32.self, Int64.self, Int.self, Float.self, Double.self, Decimal.self, String.self,
        UUID.self, Date.self, Data.self, CalendarDate.self, TimeOfDay.self, JSON<[String: Int]>.self, Shade.self,
        [UInt8].self, [Int].self, [[String?]].self, [Decimal].self, [Date?].self, [Shade].self, [[UInt8]].self,
        [JSON<Int>].self, PostgresRange<Decimal>.self, PostgresRange<Int32>.self, Range<Date>.self,
        [Range<CalendarDate>].self, Int?.self,
    ]

    /// Bytes that begin as values do: small numbers, many of them 0.
    private static func bytes(_ random: inout RepeatableGenerator) -> [UInt8] {
        let sizes = [1, 2, 4, 8, 16, Int.random(in: 0...64, using: &random)]
        return (0..<(sizes.randomElement(using: &random) ?? 0)).map { _ in
            switch Int.random(in: 0..<4, using: &random) {
            case 0: UInt8.random(in: 0...255, using: &random)
            case 1: UInt8.random(in: 0...6, using: &random)
            case 2: [0x14, 0x17, 0x19, 0xFF, 0x80, 0x7F].randomElement(using: &random) ?? 0
            default: 0
            }
        }
    }

    @Test func giveAnErrorOrAValueAndNeverATrap() {
        var random = RepeatableGenerator(seed: 3)
        var outcomes = (values: 0, errors: 0)
        for type in Self.types {
            for sqlType in [type.postgresType, .int4, .jsonb, PostgresType(rawValue: 20_000)] {
                for _ in 0..<100 {
                    let bytes = Self.bytes(&random)
                    do throws(ValueError) {
                        _ = try type.decode(bytes.span.bytes, type: sqlType)
                        outcomes.values += 1
                    } catch { outcomes.errors += 1 }
                }
            }
        }
        #expect(outcomes.values > 300 && outcomes.errors > 300)
    }

    @Test func everyTruncationIsNoticed() throws {
        let day = try #require(CalendarDate("2026-11-23"))
        try expectTruncationsRefused(7)
        try expectTruncationsRefused(Int16(7))
        try expectTruncationsRefused(Int32(7))
        try expectTruncationsRefused(true)
        try expectTruncationsRefused(1.5)
        try expectTruncationsRefused(Float(1.5))
        try expectTruncationsRefused(UUID())
        try expectTruncationsRefused(Date())
        try expectTruncationsRefused(day)
        try expectTruncationsRefused(TimeOfDay.midnight)
        try expectTruncationsRefused(Decimal(12_345_678))
        try expectTruncationsRefused([["a", nil], ["b", "c"]] as [[String?]])
        try expectTruncationsRefused(PostgresRange(day..<CalendarDate.infinity))
        try expectTruncationsRefused([1..<2])
        try expectTruncationsRefused(JSON(["a": [1]]))
    }

    private func expectTruncationsRefused<Value: PostgresCodable>(_ value: Value) throws {
        let bytes = try encoded(value)
        for length in 0..<bytes.count {
            #expect(throws: ValueError.self, "\(Value.self) of \(length) bytes") {
                try decoded(Array(bytes.prefix(length)), Value.postgresType, as: Value.self)
            }
        }
    }
}
