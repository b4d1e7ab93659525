import Foundation
import Postgres
import Testing

@Suite("Numbers, text and bytes") struct ScalarTests {
    @Test func integersTravelInNetworkByteOrder() throws {
        #expect(try encoded(Int16(-2)) == [0xFF, 0xFE])
        #expect(try encoded(Int32(0x0102_0304)) == [1, 2, 3, 4])
        #expect(try encoded(Int64(1)) == [0, 0, 0, 0, 0, 0, 0, 1])
        #expect(try encoded(Int(-1)) == [UInt8](repeating: 0xFF, count: 8))
    }

    @Test func otherScalarsHaveTheirKnownBytes() throws {
        #expect(try encoded(true) == [1])
        #expect(try encoded(1.5) == [0x3F, 0xF8, 0, 0, 0, 0, 0, 0])
        #expect(try encoded(Float(-2)) == [0xC0, 0, 0, 0])
        #expect(try encoded("né") == [0x6E, 0xC3, 0xA9])
        #expect(try encoded(Data([1, 0, 255])) == [1, 0, 255])
        let id = try #require(UUID(uuidString: "00112233-4455-6677-8899-AABBCCDDEEFF"))
        #expect(try encoded(id) == [0, 17, 34, 51, 68, 85, 102, 119, 136, 153, 170, 187, 204, 221, 238, 255])
    }

    @Test(arguments: [0, 1, -1, .max, .min])
    func everyIntComesBack(_ value: Int) throws { #expect(try roundTrip(value) == value) }

    @Test(arguments: [0, -0.0, 1.1, .infinity, -.infinity, .greatestFiniteMagnitude, .leastNonzeroMagnitude])
    func everyDoubleComesBackBitByBit(_ value: Double) throws {
        #expect(try roundTrip(value).bitPattern == value.bitPattern)
        #expect(try roundTrip(Float(value)).bitPattern == Float(value).bitPattern)
    }

    @Test func notANumberComesBack() throws { #expect(try roundTrip(Double.nan).isNaN) }

    @Test(arguments: ["", "a", "Zürich 💈 e\u{301}", String(repeating: "long ", count: 10_000)])
    func everyTextComesBack(_ value: String) throws { #expect(try Array(roundTrip(value).utf8) == Array(value.utf8)) }

    @Test func uuidAndBytesComeBack() throws {
        let id = UUID()
        #expect(try roundTrip(id) == id)
        #expect(try roundTrip(Data()) == Data())
        #expect(try roundTrip([UInt8](0...255)) == [UInt8](0...255))
    }

    @Test func integersWidenAndNeverNarrow() throws {
        #expect(try decoded([0xFF, 0xFE], .int2, as: Int.self) == -2)
        #expect(try decoded([0xFF, 0xFF, 0xFF, 0xFE], .int4, as: Int64.self) == -2)
        #expect(try decoded([0, 7], .int2, as: Int32.self) == 7)
        #expect(try decoded([0xFF, 0xFF, 0xFF, 0xFE], .oid, as: Int.self) == 4_294_967_294)
        #expect(complaint { _ = try decoded([0, 0, 0, 7], .int4, as: Int16.self) } == "int4 can't be read as Int16")
        #expect(
            complaint { _ = try decoded(bigEndian(7 as Int64), .int8, as: Int32.self) }
                == "int8 can't be read as Int32")
        #expect(complaint { _ = try decoded(bigEndian(7 as Int32), .oid, as: Int32.self) }.contains("oid"))
    }

    @Test func doubleReadsBothFloatingPointTypes() throws {
        #expect(try decoded(bigEndian(Float(0.5).bitPattern), .float4, as: Double.self) == 0.5)
        #expect(complaint { _ = try decoded(bigEndian(0.5.bitPattern), .float8, as: Float.self) }.contains("float8"))
        #expect(complaint { _ = try decoded(bigEndian(5 as Int64), .int8, as: Double.self) }.contains("int8"))
    }

    @Test(arguments: [PostgresType.text, .varchar, .bpchar, .name, .unknown, .json, PostgresType(rawValue: 16_384)])
    func textIsReadFromWhatIsText(_ type: PostgresType) throws {
        #expect(try decoded(Array("abc".utf8), type, as: String.self) == "abc")
    }

    @Test func textOfJSONBComesWithoutTheVersion() throws {
        #expect(try decoded([1] + Array("{}".utf8), .jsonb, as: String.self) == "{}")
        #expect(throws: ValueError.self) { try decoded([2] + Array("{}".utf8), .jsonb, as: String.self) }
        #expect(throws: ValueError.self) { try decoded([], .jsonb, as: String.self) }
    }

    @Test func textIsNotReadFromOtherTypes() {
        for type in [PostgresType.int4, .uuid, .bytea, .numeric, .timestamptz] {
            #expect(throws: ValueError.self) { try decoded([0, 0, 0, 1], type, as: String.self) }
        }
        #expect(throws: ValueError.self) { try decoded([0xC3], .text, as: String.self) }
    }

    @Test func aBinaryUserTypeIsNotTakenForText() {
        let composite = bigEndian(1 as Int32, 23, 4, 65)
        let text = complaint { _ = try decoded(composite, PostgresType(rawValue: 16_400), as: String.self) }
        #expect(text.contains("cast it"))
    }

    @Test func aNULInTextIsRefusedAndLeavesNothingBehind() {
        var bytes: [UInt8] = [1]
        #expect(throws: ValueError.self) { try "a\0secret".encode(into: &bytes) }
        #expect(bytes == [1])
        #expect(!complaint { _ = try encoded("a\0secret") }.contains("secret"))
    }

    @Test func aGibibyteIsRefusedBeforeItIsCopied() {
        var bytes: [UInt8] = []
        #expect(throws: ValueError.self) { try Data(count: 1 << 30).encode(into: &bytes) }
        #expect(bytes.capacity == 0)
    }

    @Test func nullNeedsAnOptional() throws {
        #expect(Int?.decodeNull() == nil)
        #expect(complaint { _ = try Int.decodeNull() } == "NULL can't be read as Int; read Int? instead")
    }
}
