import Foundation
import Postgres
import Testing

@Suite("Rows") struct RowTests {
    private struct Person: RowDecodable, Equatable {
        var id: Int
        var name: String?

        init(id: Int, name: String?) { (self.id, self.name) = (id, name) }

        init(row: Row) throws {
            id = try row.decode(named: "id")
            name = try row.decode(named: "name")
        }
    }

    private func people() async throws -> Rows {
        try await ServerFixture.withConnection(to: "rows") { connection in
            try await connection.query("SELECT * FROM (VALUES (1, 'Ann'), (2, NULL)) AS people (id, name)")
        }
    }

    @Test func outliveTheirConnection() async throws {
        let rows = try await people()

        #expect(rows.count == 2 && rows.affectedRows == 2 && rows.commandTag == "SELECT 2")
        #expect(rows.columns.map(\.name) == ["id", "name"] && rows.columns.map(\.type) == [.int4, .text])
        #expect(try rows.decode(Int.self, String?.self).map(\.1) == ["Ann", nil])
    }

    @Test func areReadByPositionByNameAndAsValues() async throws {
        let rows = try await people()
        let row = try #require(rows.last)

        #expect(try row.decode(Int.self, at: 0) == 2)
        #expect(try row.decode(String?.self, named: "name") == nil)
        #expect(try row.isNull(at: 1) && row.isNull(named: "name") && !row.isNull(at: 0))
        #expect(try rows.decode(Person.self) == [Person(id: 1, name: "Ann"), Person(id: 2, name: nil)])
        #expect(try rows.dropFirst().first?.decode(Person.self) == Person(id: 2, name: nil))
    }

    @Test func anErrorNamesColumnTypesAndRow() async throws {
        let rows = try await people()

        let wrong = await postgresError { _ = try rows.decode(Int.self, UUID?.self) }
        let null = await postgresError { _ = try rows.decode(Int.self, String.self) }
        let missing = await postgresError { _ = try rows[1].decode(Int.self, named: "age") }
        let negative = await postgresError { _ = try rows[0].decode(Int.self, at: -1) }
        let few = await postgresError { _ = try rows.decode(Int.self) }

        #expect(wrong?.message == "Row 1: column \"name\" (text): text can't be read as UUID.")
        #expect(null?.message == "Row 2: column \"name\" (text): NULL can't be read as String; read String? instead.")
        #expect(missing?.message == "Row 2: there is no column \"age\"; there are \"id\", \"name\".")
        #expect(negative?.message == "Row 1: there is no column -1: the row has 2.")
        #expect(few?.message == "Row 1: 1 type was given for 2 columns.")
        for error in [wrong, null, missing, negative, few] {
            #expect(error?.code == .decodingFailed)
            #expect(error?.sql?.hasPrefix("SELECT * FROM") ?? false)
        }
    }

    @Test func anErrorOfAStreamCountsItsRows() async throws {
        try await ServerFixture.withConnection(to: "rows") { connection in
            let error = await postgresError {
                try await connection.stream("SELECT nullif(n, 3) FROM generate_series(1, 5) AS n") { rows in
                    for try await row in rows { _ = try row.decode(Int.self, at: 0) }
                }
            }
            #expect(error?.message.hasPrefix("Row 3: column \"nullif\" (int4): NULL") ?? false)
        }
    }

    @Test func aStatementWithoutRowsHasNone() async throws {
        try await ServerFixture.withConnection(to: "rows") { connection in
            let rows = try await connection.query("CREATE TEMP TABLE nothing (id int)")
            #expect(rows.isEmpty && rows.columns.isEmpty && rows.affectedRows == 0)
            #expect(rows.commandTag == "CREATE TABLE")
            let none = try await connection.query("SELECT id FROM nothing")
            #expect(try none.decode(Int.self) == [] && none.columns.count == 1)
        }
    }
}
