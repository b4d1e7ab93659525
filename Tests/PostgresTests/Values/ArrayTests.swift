import Foundation
import Postgres
import Testing

private enum Shade: String, PostgresEnum { case light, dark }

@Suite("Arrays") struct ArrayTests {
    @Test func anArrayHasTheServersBytes() throws {
        let bytes = bigEndian(1 as Int32, 1, 23, 2, 1, 4, 7, -1)

        #expect(try encoded([Int32(7), nil]) == bytes)
        #expect(try decoded(bytes, #require(PostgresType.int4.array), as: [Int32?].self) == [7, nil])
    }

    @Test func theTypeIsThatOfTheInnermostValues() {
        #expect([Int].postgresType.rawValue == 1016)
        #expect([[String?]].postgresType.rawValue == 1009)
        #expect([[UInt8]].postgresType.rawValue == 1001)
        #expect([UInt8].postgresType == .bytea)
        #expect([Range<Date>].postgresType.rawValue == 3911)
        #expect([Shade].postgresType == .unspecified)
    }

    @Test func arraysComeBack() throws {
        #expect(try roundTrip([Int]()) == [])
        #expect(try roundTrip(["a", "", "ü,\"{}"]) == ["a", "", "ü,\"{}"])
        #expect(try roundTrip([[1, 2, 3], [4, 5, 6]]) == [[1, 2, 3], [4, 5, 6]])
        #expect(try roundTrip([[[true]], [[false]]]) == [[[true]], [[false]]])
        #expect(try roundTrip([[UInt8]]([[1, 0], [], [255]])) == [[1, 0], [], [255]])
        #expect(try roundTrip([Decimal(1), nil, Decimal(-2)]) == [1, nil, -2])
        #expect(try roundTrip([[nil, 1], [2, nil]] as [[Int?]]) == [[nil, 1], [2, nil]])
        let day = Date(timeIntervalSince1970: 0)..<Date(timeIntervalSince1970: 86_400)
        #expect(try roundTrip([day]) == [day])
    }

    @Test func innerArraysOfNothingAreTheEmptyArray() throws {
        #expect(try encoded([[Int]]([[], []])) == encoded([Int]()))
        #expect(try roundTrip([[Int]]([[], []])) == [])
    }

    @Test func arraysMustBeRectangular() {
        for ragged in [[[1], [1, 2]], [[1], []], [[], [1]]] as [[[Int]]] {
            #expect(complaint { _ = try encoded(ragged) }.contains("rectangular"))
        }
        #expect(complaint { _ = try encoded([[1], nil] as [[Int]?]) }.contains("rectangular"))
        #expect(complaint { _ = try encoded([nil, [1]] as [[Int]?]) }.contains("rectangular"))
    }

    @Test func sevenDimensionsAreTooMany() {
        #expect(complaint { _ = try encoded([[[[[[[1]]]]]]]) }.contains("at most 6"))
    }

    @Test func aNULLNeedsAnOptionalElement() {
        let bytes = bigEndian(1 as Int32, 1, 20, 1, 1, -1)
        let text = complaint { _ = try decoded(bytes, [Int].postgresType, as: [Int].self) }
        #expect(text == "NULL can't be read as Int; read Int? instead")
    }

    @Test func otherLowerBoundsAreRead() throws {
        let bytes = bigEndian(1 as Int32, 0, 23, 2, -5, 4, 1, 4, 2)
        #expect(try decoded(bytes, [Int32].postgresType, as: [Int].self) == [1, 2])
    }

    @Test func otherDimensionsAndTypesAreRefused() throws {
        let flat = try encoded([1, 2])
        #expect(complaint { _ = try decoded(flat, [Int].postgresType, as: [[Int]].self) }.contains("1 dimensions"))
        #expect(complaint { _ = try decoded(flat, [Int].postgresType, as: [String].self) }.contains("int8"))
        #expect(complaint { _ = try decoded(flat, .int8, as: [Int].self) } == "int8 can't be read as Array<Int>")
        #expect(throws: ValueError.self) { try decoded([1, 2], .text, as: [UInt8].self) }
    }

    @Test func whatClaimsToHoldMoreThanItsBytesIsNotBelieved() {
        let billions = bigEndian(1 as Int32, 0, 23, .max, 1)
        let overflowing = bigEndian(6 as Int32, 0, 23) + (0..<6).flatMap { _ in bigEndian(Int32.max, 1) }
        let negative = bigEndian(1 as Int32, 0, 23, -1, 1)
        let emptyDimension = bigEndian(2 as Int32, 0, 23, 1, 1, 0, 1, 4, 1)
        let tooManyDimensions = bigEndian(7 as Int32, 0, 23)
        let trailing = bigEndian(1 as Int32, 0, 23, 1, 1, 4, 1, 9)
        let longElement = bigEndian(1 as Int32, 0, 23, 1, 1, .max, 1)
        let negativeElement = bigEndian(1 as Int32, 0, 23, 1, 1, -2, 1)
        for bytes in [
            billions, overflowing, negative, emptyDimension, tooManyDimensions, trailing, longElement, negativeElement,
        ] {
            #expect(throws: ValueError.self) { try decoded(bytes, [Int32].postgresType, as: [Int32].self) }
            #expect(throws: ValueError.self) { try decoded(bytes, [Int32].postgresType, as: [[Int32?]].self) }
        }
    }

    @Test func enumsTravelAsTextSinceTheirTypeIsTheServers() throws {
        #expect([Shade].isSentAsText)
        #expect(try encoded([Shade.light, .dark]) == Array(#"{"light","dark"}"#.utf8))
        #expect(try encoded([[Shade.light, nil]] as [[Shade?]]) == Array(#"{{"light",NULL}}"#.utf8))
        #expect(try encoded([Shade]()) == Array("{}".utf8))
    }

    @Test func enumsAreReadFromTheirBinaryArray() throws {
        let bytes = bigEndian(1 as Int32, 0, 16_500, 1, 1, 4) + Array("dark".utf8)
        #expect(try decoded(bytes, PostgresType(rawValue: 16_501), as: [Shade].self) == [.dark])
    }
}
