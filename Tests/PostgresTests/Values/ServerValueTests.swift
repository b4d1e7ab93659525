import Foundation
import Postgres
import Testing

/// What the server makes of values beside their round trip, and values that only it can make.
@Suite("Values that the server makes") struct ServerValueTests {
    private enum Mood: String, PostgresEnum, CaseIterable {
        case happy
        case quoted = #"a "b" \ {c}, d"#
        case null = "NULL"
    }

    private func withMoods<R>(_ body: (Connection) async throws -> R) async throws -> R {
        try await ServerFixture.withConnection(to: "moods") { connection in
            try await connection.execute(
                script: #"""
                    CREATE TYPE mood AS ENUM ('happy', 'a "b" \ {c}, d', 'NULL');
                    CREATE TABLE moods (id int, mood mood, history mood[], grid mood[][])
                    """#)
            return try await body(connection)
        }
    }

    @Test func arraysOfEnumsNeedNoCast() async throws {
        try await withMoods { connection in
            let grid: [[Mood?]] = [[.happy, nil], [.null, .quoted]]
            try await connection.query("INSERT INTO moods VALUES (1, 'happy', \(Mood.allCases), \(grid))")
            try await connection.query("INSERT INTO moods VALUES (2, 'NULL')")

            let found = try await connection.query(
                "SELECT id FROM moods WHERE mood = ANY(\([Mood.null, .quoted]))")
            let none = try await connection.query("SELECT id FROM moods WHERE mood = ANY(\([Mood]()))")
            let stored = try await connection.query("SELECT history, grid FROM moods WHERE id = 1")

            #expect(try found.decode(Int.self) == [2])
            #expect(none.isEmpty)
            let (history, back) = try stored[0].decode([Mood].self, [[Mood?]].self)
            #expect(history == Mood.allCases && back == grid)
        }
    }

    @Test func binaryCopyRefusesWhatHasNoBinaryForm() async throws {
        try await withMoods { connection in
            let error = await postgresError {
                try await connection.copyIn(table: "moods", columns: ["id", "mood", "history"]) { writer in
                    try await writer.write(row: Int32(1), Mood.quoted, [Mood.happy])
                }
            }
            #expect(error?.code == .encodingFailed)

            let count = try await connection.copyIn(table: "moods", columns: ["id", "mood"]) { writer in
                try await writer.write(row: Int32(1), Mood.quoted)
                try await writer.write(row: nil as Int32?, nil as Mood?)
            }
            #expect(count == 2)
            #expect(try await connection.query("SELECT mood FROM moods").decode(Mood?.self) == [.quoted, nil])
        }
    }

    @Test func tablesAndColumnsOfACopyAreQuoted() async throws {
        try await ServerFixture.withConnection(to: "copy_names") { connection in
            let name = "odd\"\u{301} name"
            try await connection.query("CREATE TABLE \(identifier: name) (\(identifier: name) int8)")

            try await connection.copyIn(table: name, columns: [name]) { try await $0.write(row: 5) }

            let rows = try await connection.query("SELECT \(identifier: name) FROM \(identifier: name)")
            #expect(try rows[0].decode(Int.self, named: name) == 5)
        }
    }

    @Test func bytesAreBytea() async throws {
        try await ServerFixture.withConnection(to: "values") { connection in
            let rows = try await connection.query(
                "SELECT \([0, 255] as [UInt8]), \([[1], []] as [[UInt8]]), \([UInt8]())::text")
            let (bytes, list, text) = try rows[0].decode([UInt8].self, [[UInt8]].self, String.self)
            #expect(bytes == [0, 255] && list == [[1], []] && text == "\\x")
        }
    }

    @Test func numbersOfTheServerAreExact() async throws {
        try await ServerFixture.withConnection(to: "values") { connection in
            for text in ["1.50", "0.00", "-12345678901234567890123456789012345678", "1e100", "1e-100", "70000.0007"] {
                let rows = try await connection.query("SELECT \(text)::text::numeric")
                #expect(try rows.decode(Decimal.self) == [Decimal(string: text)])
            }
            for text in ["Infinity", "1e200", "1e-200", "1234567890123456789012345678901234567891"] {
                let rows = try await connection.query("SELECT \(text)::text::numeric")
                #expect(throws: PostgresError.self, "\(text)") { try rows.decode(Decimal.self) }
            }
        }
    }

    @Test func discreteRangesArriveInTheirCanonicalForm() async throws {
        try await ServerFixture.withConnection(to: "values") { connection in
            let closed = PostgresRange(lower: 1, upper: 3, lowerInclusive: true, upperInclusive: true)
            let rows = try await connection.query("SELECT \(closed), '(1,3]'::int4range, '(1,2)'::int8range")
            let (long, short, empty) = try rows[0].decode(
                Range<Int>.self, Range<Int32>.self, PostgresRange<Int>.self)
            #expect(long == 1..<4 && short == 2..<4 && empty == .empty)
        }
    }

    @Test func arraysWithOtherLowerBoundsAreRead() async throws {
        try await ServerFixture.withConnection(to: "values") { connection in
            let rows = try await connection.query("SELECT '[5:6]={1,2}'::int[], '1 2'::int2vector::int2[]")
            let (shifted, vector) = try rows[0].decode([Int].self, [Int16].self)
            #expect(shifted == [1, 2] && vector == [1, 2])
        }
    }

    @Test func textIsReadFromTheServersTextLikeTypes() async throws {
        try await ServerFixture.withConnection(to: "values") { connection in
            let rows = try await connection.query(
                """
                SELECT 'a'::varchar(3), 'a'::char(3), 'a'::name, 'a', '"a"'::json, '"a"'::jsonb, 'a'::"char",
                    '<a/>'::xml, current_database(), 7::oid
                """)
            let row = rows[0]
            let texts = try (0..<8).map { index in try row.decode(String.self, at: index) }
            #expect(texts == ["a", "a  ", "a", "a", "\"a\"", "\"a\"", "a", "<a/>"])
            #expect(try row.decode(Int.self, at: 9) == 7)
        }
    }

    @Test func domainsAreTheirBaseTypesAndCompositesAreNotText() async throws {
        try await ServerFixture.withConnection(to: "domains") { connection in
            try await connection.execute(
                script: "CREATE DOMAIN money_minor AS int8; CREATE TYPE pair AS (a int, b text)")
            let rows = try await connection.query("SELECT 5::money_minor, (1, 'x')::pair")
            #expect(try rows[0].decode(Int.self, at: 0) == 5)
            let error = await postgresError { _ = try rows[0].decode(String.self, at: 1) }
            #expect(error?.message.contains("cast it in the statement") ?? false)
        }
    }

    @Test func badDataInTheServersMessageIsNotTold() async throws {
        try await ServerFixture.withConnection(to: "values") { connection in
            let error = await postgresError { _ = try await connection.query("SELECT \("secret")::int") }
            #expect(error?.sqlState == .invalidTextRepresentation)
            #expect(error.map { !"\($0)".contains("secret") } ?? false)
            #expect(error?.server?.message?.contains("secret") ?? false)
        }
    }
}
