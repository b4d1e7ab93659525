import Foundation
import Testing

@testable import DatabaseMonitoring

@Suite struct SQLiteStatementTests {
    private let folder: HistoryFolder
    private let connection: SQLiteConnection

    init() throws {
        folder = try HistoryFolder()
        try Data().write(to: URL(fileURLWithPath: folder.file))
        connection = try SQLiteConnection(path: folder.file)
        try connection.execute("CREATE TABLE things (integer, real, text, blob)")
    }

    @Test(arguments: ["", "text", "ä\u{0}🙂"], [[], [0], [UInt8](repeating: 7, count: 100_000)])
    func valuesComeBackAsTheyWereBound(text: String, blob: [UInt8]) throws {
        let insert = try connection.prepare("INSERT INTO things VALUES (?, ?, ?, ?)")
        try insert.run(.integer(.min), .real(-0.1), .text(text), .blob(blob))

        var rows = 0
        try connection.prepare("SELECT * FROM things").eachRow { row in
            rows += 1
            #expect(row.integer(0) == .min)
            #expect(row.real(1) == -0.1)
            #expect(row.text(2) == text)
            #expect(row.blob(3) == blob)
        }
        #expect(rows == 1)
    }

    @Test func errorsHaveSQLitesCodeAndText() throws {
        #expect(throws: SQLiteError(code: 1, message: "no such table: missing")) {
            try connection.execute("SELECT * FROM missing")
        }
        #expect(throws: SQLiteError.self) { try SQLiteConnection(path: "\(folder.path)/missing") }
    }

    @Test func aTransactionIsAllOrNothing() throws {
        #expect(throws: SQLiteError.self) {
            try connection.transaction { () throws(SQLiteError) in
                try connection.execute("INSERT INTO things VALUES (1, 1, 1, 1)")
                try connection.execute("INSERT INTO missing VALUES (1)")
            }
        }

        #expect(try connection.integer("SELECT count(*) FROM things") == 0)
        try connection.transaction { () throws(SQLiteError) in
            try connection.execute("INSERT INTO things VALUES (1, 1, 1, 1)")
        }
        #expect(try connection.integer("SELECT count(*) FROM things") == 1)
    }

    @Test func aStatementKeepsItsConnection() throws {
        let path = folder.file
        let statement = try SQLiteConnection(path: path).prepare("SELECT 1")

        var value: Int64?
        try statement.eachRow { value = $0.integer(0) }

        #expect(value == 1)
    }
}
