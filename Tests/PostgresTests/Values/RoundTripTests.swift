import Foundation
import Postgres
import Testing

/// Values go to the real server and come back; the server's own text of them shows that both mean the same.
@Suite("Values on the server") struct RoundTripTests {
    /// Sends a value, and reads it back with the text that the server has for it.
    private func roundTrip<T: PostgresCodable & Equatable>(
        _ values: [(T, String)], as type: String, _ location: SourceLocation = #_sourceLocation
    ) async throws {
        try await ServerFixture.withConnection(to: "values") { connection in
            try await connection.execute(script: "SET TimeZone = 'UTC'")
            for (value, text) in values {
                let rows = try await connection.query(
                    "SELECT \(value)::\(unescaped: type), (\(value)::\(unescaped: type))::text")
                let (back, seen) = try rows[0].decode(T.self, String.self)
                #expect(back == value, sourceLocation: location)
                #expect(seen == text, sourceLocation: location)
            }
            let null = try await connection.query("SELECT \(nil as T?)::\(unescaped: type)")
            #expect(try null.decode(T?.self) == [nil], sourceLocation: location)
        }
    }

    @Test func booleans() async throws { try await roundTrip([(true, "true"), (false, "false")], as: "bool") }

    @Test func integers() async throws {
        try await roundTrip([(Int16.min, "-32768"), (Int16.max, "32767"), (0, "0")], as: "int2")
        try await roundTrip([(Int32.min, "-2147483648"), (Int32.max, "2147483647")], as: "int4")
        try await roundTrip([(Int64.min, "-9223372036854775808"), (Int64.max, "9223372036854775807")], as: "int8")
        try await roundTrip([(Int.min, "-9223372036854775808"), (-1, "-1")], as: "int8")
    }

    @Test func floatingPointNumbers() async throws {
        try await roundTrip(
            [(Double.greatestFiniteMagnitude, "1.7976931348623157e+308"), (-0.0, "-0"), (.infinity, "Infinity")],
            as: "float8")
        try await roundTrip([(Double.leastNonzeroMagnitude, "5e-324")], as: "float8")
        try await roundTrip([(Float.pi, "3.1415925"), (-.infinity, "-Infinity")], as: "float4")
        try await ServerFixture.withConnection(to: "values") { connection in
            let rows = try await connection.query("SELECT \(Double.nan)")
            #expect(try rows.decode(Double.self)[0].isNaN)
        }
    }

    @Test func exactNumbers() async throws {
        let thirty = "123456789012345678901234567.890"
        try await roundTrip(
            [
                "0", "1", "-1", "10000", "9999", "0.0001", "-0.00010", "12345.6789", thirty, "100000000",
                "99999999999999999999999999999999999999", "0.00000000000000000000000000000000000001", "1e20",
            ].map { text in
                let value = Decimal(string: text)!
                return (value, value.description)
            }, as: "numeric")
        try await ServerFixture.withConnection(to: "values") { connection in
            let nan = try await connection.query("SELECT \(Decimal.nan)")
            #expect(try nan.decode(Decimal.self)[0].isNaN)
            for text in ["Infinity", "-Infinity", "1e50", "123456789012345678901234567890123456789.1"] {
                let rows = try await connection.query("SELECT \(text)::numeric")
                let kept = try? rows.decode(Decimal.self)
                #expect(kept == nil || kept?[0] == Decimal(string: text), "\(text)")
            }
        }
    }

    @Test func text() async throws {
        try await roundTrip(
            [
                ("", ""), ("plain", "plain"), ("Grüße 👨‍👩‍👧 \u{FEFF}", "Grüße 👨‍👩‍👧 \u{FEFF}"),
                ("'; DROP TABLE x; --", "'; DROP TABLE x; --"),
            ],
            as: "text")
        let long = String(repeating: "ab", count: 1_000_000)
        try await roundTrip([(long, long)], as: "text")
    }

    @Test func identifiersAndBytes() async throws {
        let id = UUID()
        try await roundTrip([(id, id.uuidString.lowercased())], as: "uuid")
        try await roundTrip([(Data(), "\\x"), (Data([0, 1, 0xFF, 0]), "\\x0001ff00")], as: "bytea")
    }

    @Test func pointsInTime() async throws {
        try await roundTrip(
            [
                (Date(timeIntervalSince1970: 0), "1970-01-01 00:00:00+00"),
                (Date(timeIntervalSince1970: 1_700_000_000.123456), "2023-11-14 22:13:20.123456+00"),
                (Date(timeIntervalSince1970: -1.5), "1969-12-31 23:59:58.5+00"),
                (Date(timeIntervalSinceReferenceDate: .infinity), "infinity"),
                (Date(timeIntervalSinceReferenceDate: -.infinity), "-infinity"),
                (Date(timeIntervalSince1970: 253_402_300_799), "9999-12-31 23:59:59+00"),
                (Date(timeIntervalSince1970: -210_866_803_200), "4714-11-24 00:00:00+00 BC"),
            ], as: "timestamptz")
    }

    @Test func days() async throws {
        try await roundTrip(
            [
                (CalendarDate(year: 2026, month: 11, day: 23)!, "2026-11-23"),
                (CalendarDate(year: 2000, month: 2, day: 29)!, "2000-02-29"),
                (CalendarDate(year: 1999, month: 12, day: 31)!, "1999-12-31"),
                (CalendarDate(year: 0, month: 1, day: 1)!, "0001-01-01 BC"),
                (CalendarDate(year: -4713, month: 11, day: 24)!, "4714-11-24 BC"),
                (CalendarDate(year: 5_874_897, month: 12, day: 31)!, "5874897-12-31"),
                (.infinity, "infinity"), (.negativeInfinity, "-infinity"),
            ], as: "date")
    }

    @Test func timesOfDay() async throws {
        try await roundTrip(
            [
                (.midnight, "00:00:00"), (.endOfDay, "24:00:00"), (TimeOfDay(hour: 9, minute: 30)!, "09:30:00"),
                (TimeOfDay("23:59:59.999999")!, "23:59:59.999999"),
            ], as: "time")
    }

    @Test func json() async throws {
        struct Settings: Codable, Equatable {
            var name: String
            var tags: [String]
            var nested: [String: Int?]
        }
        let settings = Settings(name: "Ünïcode \" \\ \n", tags: [], nested: ["a": 1, "b": nil])
        try await ServerFixture.withConnection(to: "values") { connection in
            let rows = try await connection.query(
                "SELECT \(JSON(settings)), \(JSON(settings))::json, \(JSON(settings)) ->> 'name'")
            let (jsonb, json, name) = try rows[0].decode(JSON<Settings>.self, JSON<Settings>.self, String.self)
            #expect(jsonb.value == settings && json.value == settings && name == settings.name)
        }
    }

    @Test func arrays() async throws {
        try await roundTrip([([Int](), "{}"), ([1, 2, 3], "{1,2,3}")], as: "int8[]")
        try await roundTrip([(["a", "", "NULL", "x,y"], "{a,\"\",\"NULL\",\"x,y\"}")], as: "text[]")
        try await roundTrip([([1, nil, 3] as [Int32?], "{1,NULL,3}")], as: "int4[]")
        try await roundTrip([([[1, 2], [3, 4], [5, 6]], "{{1,2},{3,4},{5,6}}"), ([], "{}")], as: "int8[]")
        try await roundTrip([([[["a"]], [["b"]]], "{{{a}},{{b}}}")], as: "text[]")
        try await roundTrip([([true, false], "{t,f}")], as: "bool[]")
        let id = UUID()
        try await roundTrip([([id], "{\(id.uuidString.lowercased())}")], as: "uuid[]")
        try await roundTrip([([CalendarDate.infinity], "{infinity}")], as: "date[]")
    }

    @Test func ranges() async throws {
        let start = Date(timeIntervalSince1970: 0)
        let end = Date(timeIntervalSince1970: 3600)
        try await roundTrip(
            [
                (PostgresRange(start..<end), "[\"1970-01-01 00:00:00+00\",\"1970-01-01 01:00:00+00\")"),
                (PostgresRange(lower: start, upper: nil), "[\"1970-01-01 00:00:00+00\",)"),
                (PostgresRange(lower: nil, upper: end, upperInclusive: true), "(,\"1970-01-01 01:00:00+00\"]"),
                (PostgresRange(lower: nil, upper: nil), "(,)"), (.empty, "empty"),
            ], as: "tstzrange")
        try await roundTrip([(PostgresRange(3..<7), "[3,7)")], as: "int8range")
        try await roundTrip([(start..<end, "[\"1970-01-01 00:00:00+00\",\"1970-01-01 01:00:00+00\")")], as: "tstzrange")
    }

    @Test func enums() async throws {
        enum Mood: String, PostgresEnum {
            case happy
            case veryHappy = "very happy"
        }
        try await ServerFixture.withConnection(to: "values") { connection in
            try await connection.execute(
                script: "CREATE TYPE mood AS ENUM ('happy', 'very happy', 'sad'); CREATE TABLE moods (mood mood)")
            try await connection.query("INSERT INTO moods VALUES (\(Mood.veryHappy)), ('sad')")

            let found = try await connection.query("SELECT mood FROM moods WHERE mood = \(Mood.veryHappy)")
            let unknown = await postgresError {
                _ = try await connection.query("SELECT mood FROM moods WHERE mood = 'sad'").decode(Mood.self)
            }

            #expect(try found.decode(Mood.self) == [.veryHappy])
            #expect(unknown?.message.contains("no case for the label \"sad\"") ?? false)
        }
    }
}
