import Foundation
import Postgres
import Testing

@Suite("Values that are refused") struct RefusalTests {
    private func refusal(_ query: Query) async throws -> PostgresError? {
        try await ServerFixture.withConnection(to: "refusals") { connection in
            let error = await postgresError { try await connection.query(query) }
            #expect(connection.transactionStatus == .idle)
            return error
        }
    }

    @Test func textWithNULNamesTheValueAndDoesNotShowIt() async throws {
        let error = try await refusal("SELECT \(1), \("se\u{0}cret")")

        #expect(error?.code == .encodingFailed)
        #expect(error?.message.contains("value $2") ?? false)
        #expect(error?.message.contains("NUL") ?? false)
        #expect(!"\(String(describing: error))".contains("cret"))
    }

    @Test func jsonWithNUL() async throws {
        let error = try await refusal("SELECT \(JSON(["a": "b\u{0}"]))")

        #expect(error?.code == .encodingFailed)
        #expect(try await refusal("SELECT \(JSON(["a": "b\\u0000"]))") == nil)
    }

    @Test func aGigabyteIsRefusedBeforeItIsCopied() async throws {
        let error = try await refusal("SELECT \(Data(count: 1 << 30))")

        #expect(error?.code == .encodingFailed)
        #expect(error?.message.contains("1 GiB") ?? false)
    }

    @Test func aResultOfAGigabyteIsTheServersError() async throws {
        let error = try await refusal("SELECT length(repeat('x', 1 << 30))")

        #expect(error?.sqlState?.classCode == "54" || error?.sqlState?.rawValue == "XX000")
    }

    @Test func moreValuesThanTheProtocolCounts() async throws {
        var bindings = Query.StringInterpolation(literalCapacity: 0, interpolationCount: 70_000)
        for _ in 0..<65_536 { bindings.appendInterpolation(1) }

        let error = try await refusal(Query(stringInterpolation: bindings))

        #expect(error?.message.contains("65535") ?? false)
    }

    @Test func aDateBeyondTheCalendar() async throws {
        let error = try await refusal("SELECT \(Date(timeIntervalSince1970: 1e15))")

        #expect(error?.code == .encodingFailed)
    }

    @Test func arraysThatAreNotRectangular() async throws {
        #expect(try await refusal("SELECT \([[1, 2], [3]])")?.message.contains("rectangular") ?? false)
    }

    @Test(arguments: [
        ("SELECT 'x'::text", "column \"text\" (text): text can't be read as Int"),
        ("SELECT NULL::int8 AS n", "column \"n\" (int8): NULL can't be read as Int; read Int? instead"),
        ("SELECT 1.5::numeric AS price", "column \"price\" (numeric): numeric can't be read as Int"),
        ("SELECT now()::timestamp AS at", "column \"at\" (timestamp): timestamp can't be read as Int"),
    ])
    func aWrongTypeNamesColumnAndTypes(_ sql: String, _ reason: String) async throws {
        try await ServerFixture.withConnection(to: "refusals") { connection in
            let error = await postgresError {
                _ = try await connection.query(Query(unsafeSQL: sql)).decode(Int.self)
            }

            #expect(error?.code == .decodingFailed)
            #expect(error?.message == "Row 1: \(reason).")
        }
    }

    @Test func narrowingIsRefused() async throws {
        try await ServerFixture.withConnection(to: "refusals") { connection in
            let rows = try await connection.query("SELECT 1::int8")

            #expect(throws: PostgresError.self) { try rows.decode(Int32.self) }
            #expect(throws: PostgresError.self) { try rows[0].decode(Int.self, named: "nothing") }
            #expect(throws: PostgresError.self) { try rows[0].decode(Int.self, at: 1) }
            #expect(throws: PostgresError.self) { try rows[0].decode(Int.self, Int.self) }
        }
    }
}
