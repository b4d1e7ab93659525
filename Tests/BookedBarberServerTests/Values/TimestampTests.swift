import Foundation
import Testing

@testable import BookedBarberServer

@Suite struct TimestampTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0.0), ("2026-11-23T15:00:00Z", 1_795_446_000), ("2000-02-29T12:30:45Z", 951_827_445),
        ("1969-12-31T23:59:59Z", -1), ("0001-01-01T00:00:00Z", -62_135_596_800),
        ("9999-12-31T23:59:59Z", 253_402_300_799),
    ])
    func `A moment is written and read in UTC`(text: String, seconds: Double) {
        let moment = Timestamp(Date(timeIntervalSince1970: seconds))

        #expect(moment.description == text)
        #expect(Timestamp(text) == moment)
    }

    @Test(arguments: [
        ("2026-11-23T16:00:00+01:00", "2026-11-23T15:00:00Z"), ("2026-11-23T10:30:00-04:30", "2026-11-23T15:00:00Z"),
        ("2026-11-23t15:00:00z", "2026-11-23T15:00:00Z"), ("2026-11-23 15:00:00Z", "2026-11-23T15:00:00Z"),
        ("2026-11-23T15:00:00.25Z", "2026-11-23T15:00:00.250Z"),
        ("2026-11-23T15:00:00.000Z", "2026-11-23T15:00:00Z"),
        ("2026-11-23T15:00:00.123456789123Z", "2026-11-23T15:00:00.123Z"),
        ("2026-12-31T23:59:60Z", "2027-01-01T00:00:00Z"), ("2027-01-01T01:00:00+02:00", "2026-12-31T23:00:00Z"),
    ])
    func `Offsets and decimals are read`(text: String, same: String) {
        #expect(Timestamp(text)?.description == same)
    }

    @Test(arguments: [
        "", "2026-11-23", "2026-11-23T15:00:00", "2026-11-23T15:00Z", "2026-13-01T00:00:00Z", "2026-02-29T00:00:00Z",
        "2026-00-10T00:00:00Z", "2026-01-00T00:00:00Z", "2026-11-23T24:00:00Z", "2026-11-23T15:60:00Z",
        "2026-11-23T15:00:61Z", "2026-11-23T15:00:00.Z", "2026-11-23T15:00:00+1:00", "2026-11-23T15:00:00+24:00",
        "2026-11-23T15:00:00Zx", " 2026-11-23T15:00:00Z", "٢٠٢٦-11-23T15:00:00Z", "26-11-23T15:00:00Z",
        "1900-02-29T00:00:00Z", "2026-04-31T00:00:00Z",
    ])
    func `Everything else is refused`(text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test func `Every day of four centuries comes back`() {
        for day in stride(from: -80_000, to: 80_000, by: 1) {
            let moment = Timestamp(Date(timeIntervalSince1970: Double(day) * 86_400 + 3_661))
            #expect(Timestamp(moment.description) == moment)
        }
    }

    @Test func `JSON holds it as a string`() throws {
        let moment = try #require(Timestamp("2026-11-23T15:00:00Z"))

        #expect(String(decoding: try JSONEncoder().encode([moment]), as: UTF8.self) == #"["2026-11-23T15:00:00Z"]"#)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([Timestamp].self, from: Data(#"["tomorrow"]"#.utf8))
        }
    }
}
