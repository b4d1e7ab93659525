import Foundation
import Postgres
import Testing

@Suite("JSON") struct JSONTests {
    private struct Settings: Codable, Equatable {
        var name: String
        var limit: Int?
        var at: Date?
    }

    private enum Shade: String, PostgresEnum { case light }

    @Test func isSentAsJSONB() throws {
        #expect(JSON<[Int]>.postgresType == .jsonb)
        #expect(try encoded(JSON([1, 2])) == [1] + Array("[1,2]".utf8))
    }

    @Test func comesBackFromBothTypes() throws {
        let settings = JSON(Settings(name: "ü\"\\", limit: nil))
        let bytes = try encoded(settings)

        #expect(try roundTrip(settings) == settings)
        #expect(try decoded(Array(bytes.dropFirst()), .json, as: JSON<Settings>.self) == settings)
        #expect(try roundTrip(JSON("a fragment")) == JSON("a fragment"))
    }

    @Test(arguments: [0, 0.123456, -1.5, 800_000_000.25, -80_000_000_000, 0.000001, 86_399.999999])
    func datesAreISO8601ToTheMicrosecond(_ interval: Double) throws {
        let settings = JSON(Settings(name: "", at: Date(timeIntervalSinceReferenceDate: interval)))

        let back = try #require(try roundTrip(settings).value.at)

        #expect(abs(back.timeIntervalSinceReferenceDate - interval) < 0.000_000_5)
    }

    @Test func datesOfOtherProgramsAreRead() throws {
        for text in ["2001-01-01T00:00:00Z", "2001-01-01T02:00:00+02:00", "2001-01-01T00:00:00.0Z"] {
            let dates = try decoded(Array("[\"\(text)\"]".utf8), .json, as: JSON<[Date]>.self).value
            #expect(dates == [Date(timeIntervalSinceReferenceDate: 0)])
        }
    }

    @Test func aNULIsRefusedWhereverItStands() throws {
        for text in ["\0", "a\0b", "\\\0", "\\\\\0"] {
            #expect(complaint { _ = try encoded(JSON([text])) }.contains("NUL"))
        }
        #expect(complaint { _ = try encoded(JSON(["\0": 1])) }.contains("NUL"))
        // A backslash and the letters u0000, which are text like any other.
        #expect(try roundTrip(JSON(["\\u0000"])) == JSON(["\\u0000"]))
    }

    @Test func anErrorNamesThePlaceAndNoValue() {
        let bytes = Array(#"{"name": "secret", "limit": "secret"}"#.utf8)
        let text = complaint { _ = try decoded(bytes, .json, as: JSON<Settings>.self) }
        #expect(text.contains("limit") && !text.contains("secret"))
        #expect(!complaint { _ = try encoded(JSON(["secret": Double.nan])) }.contains("nan"))
    }

    @Test func otherTypesAndMalformedTextAreRefused() {
        #expect(throws: ValueError.self) { try decoded(Array("[1]".utf8), .text, as: JSON<[Int]>.self) }
        #expect(throws: ValueError.self) { try decoded(Array("[1".utf8), .json, as: JSON<[Int]>.self) }
        #expect(throws: ValueError.self) { try decoded([2] + Array("[1]".utf8), .jsonb, as: JSON<[Int]>.self) }
        #expect(throws: ValueError.self) { try decoded([], .jsonb, as: JSON<[Int]>.self) }
    }

    @Test func anEnumIsItsLabel() throws {
        let type = PostgresType(rawValue: 17_000)
        #expect(Shade.postgresType == .unspecified)
        #expect(try encoded(Shade.light) == Array("light".utf8))
        #expect(try decoded(Array("light".utf8), type, as: Shade.self) == .light)
        #expect(complaint { _ = try decoded(Array("dim".utf8), type, as: Shade.self) }.contains("\"dim\""))
        #expect(!complaint { _ = try decoded(Array("secret".utf8), .text, as: Shade.self) }.contains("secret"))
    }
}
