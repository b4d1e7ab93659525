import Foundation
import Postgres
import TestServers
import Testing

@Suite("Queries") struct QueryTests {
    @Test func aStatementGivesItsRows() async throws {
        try await ServerFixture.withConnection(to: "queries") { connection in
            let rows = try await connection.query("SELECT n, 'row ' || n FROM generate_series(1, \(3)::int) AS n")

            let decoded = try rows.decode(Int.self, String.self)

            #expect(decoded.map(\.0) == [1, 2, 3])
            #expect(decoded.map(\.1) == ["row 1", "row 2", "row 3"])
            #expect(rows.columns.map(\.name) == ["n", "?column?"])
        }
    }

    @Test func aCommandTellsHowManyRowsItTouched() async throws {
        try await ServerFixture.withConnection(to: "queries") { connection in
            try await connection.execute(script: "CREATE TABLE things (id int)")

            let inserted = try await connection.query("INSERT INTO things SELECT generate_series(1, 5)")
            let updated = try await connection.query("UPDATE things SET id = id + 1 WHERE id > \(3)")

            #expect(inserted.affectedRows == 5)
            #expect(updated.commandTag == "UPDATE 2")
        }
    }

    @Test func anEmptyStatementIsARoundTrip() async throws {
        try await ServerFixture.withConnection(to: "queries") { connection in
            try await connection.ping()

            #expect(connection.transactionStatus == .idle)
        }
    }

    @Test func manyTasksShareAConnectionInOrder() async throws {
        try await ServerFixture.withConnection(to: "queries") { connection in
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<500 {
                    group.addTask {
                        let rows = try await connection.query("SELECT \(number)::int8")
                        return try rows.decode(Int.self).map { $0 } == [number]
                    }
                }
                for try await isRight in group { #expect(isRight) }
            }
        }
    }

    @Test func aLongLineIsRefusedRatherThanGrown() async throws {
        try await ServerFixture.withConnection(to: "queries") { connection in
            let refused = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<1500 {
                    group.addTask {
                        await postgresError { try await connection.query("SELECT pg_sleep(0.001)") }?.code
                            == .connectionBusy
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }

            #expect(connection.transactionStatus == .idle)
            #expect(refused < 1500)
        }
    }

    @Test func aStatementIsPreparedOnce() async throws {
        try await ServerFixture.withConnection(to: "queries") { connection in
            for number in 0..<10 { try await connection.query("SELECT \(number) + 1") }

            let rows = try await connection.query(
                "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%+ 1%' AND statement NOT LIKE '%pg_%'"
            )
            #expect(try rows.decode(Int.self) == [1])
        }
    }

    @Test func theLeastRecentlyUsedStatementsAreDeallocated() async throws {
        var configuration = try await ServerFixture.configuration("queries")
        configuration.statementCacheSize = 4
        try await ServerFixture.withConnection(configuration) { connection in
            for number in 0..<40 { try await connection.query(Query(unsafeSQL: "SELECT \(number)")) }

            let rows = try await connection.query("SELECT count(*) FROM pg_prepared_statements")
            #expect(try #require(try rows.decode(Int.self).first) <= 6)
        }
    }

    @Test func withoutPreparingNothingStaysOnTheServer() async throws {
        var configuration = try await ServerFixture.configuration("queries")
        configuration.preparesStatements = false
        try await ServerFixture.withConnection(configuration) {
            connection in
            try await connection.query("SELECT \(1)")

            let rows = try await connection.query("SELECT count(*) FROM pg_prepared_statements")
            #expect(try rows.decode(Int.self) == [0])
        }
    }

    @Test func aStatementSurvivesDDLOutsideOfATransaction() async throws {
        try await ServerFixture.withConnection(to: "queries") { connection in
            try await connection.execute(script: "CREATE TABLE changing (a int); INSERT INTO changing VALUES (1)")
            try await connection.query("SELECT * FROM changing")

            try await connection.execute(script: "ALTER TABLE changing ADD COLUMN b text DEFAULT 'new'")
            let rows = try await connection.query("SELECT * FROM changing")

            #expect(rows.columns.map(\.name) == ["a", "b"])
        }
    }

    @Test func ddlInsideATransactionIsAnErrorAndThenForgotten() async throws {
        try await ServerFixture.withConnection(to: "queries") { connection in
            try await connection.execute(script: "CREATE TABLE shifting (a int)")
            try await connection.query("SELECT * FROM shifting")
            try await connection.query("BEGIN")
            try await connection.query("ALTER TABLE shifting ADD COLUMN b text")

            let error = await postgresError { try await connection.query("SELECT * FROM shifting") }
            try await connection.query("ROLLBACK")
            let rows = try await connection.query("SELECT * FROM shifting")

            #expect(error?.sqlState?.rawValue == "0A000")
            #expect(rows.columns.count == 1)
        }
    }

    @Test func deallocatedBehindOurBackItIsPreparedAgain() async throws {
        try await ServerFixture.withConnection(to: "queries") { connection in
            try await connection.query("SELECT \(1)::int8")
            try await connection.execute(script: "DEALLOCATE ALL")

            let rows = try await connection.query("SELECT \(2)::int8")

            #expect(try rows.decode(Int.self) == [2])
        }
    }

    @Test func aScriptRunsAsOneTransaction() async throws {
        try await ServerFixture.withConnection(to: "queries") { connection in
            let error = await postgresError {
                try await connection.execute(script: "CREATE TABLE half (a int); SELECT 1/0")
            }

            #expect(error?.sqlState == .init(rawValue: "22012"))
            let rows = try await connection.query("SELECT to_regclass('half') IS NULL")
            #expect(try rows.decode(Bool.self) == [true])
        }
    }

    @Test func copyByQueryIsRefusedAndTheConnectionClosed() async throws {
        try await ServerFixture.withConnection(to: "queries") { connection in
            let error = await postgresError { try await connection.query("COPY (SELECT 1) TO STDOUT") }

            #expect(error != nil)
            #expect(connection.isClosed || connection.transactionStatus == .idle)
        }
    }

    @Test func sessionParametersArriveWithTheStartup() async throws {
        var configuration = try await ServerFixture.configuration("queries")
        configuration.applicationName = "a name with spaces"
        configuration.sessionParameters = ["search_path": "\"odd schema\", public", "work_mem": "5MB"]
        configuration.statementTimeout = .seconds(7)
        try await ServerFixture.withConnection(configuration) { connection in
            let rows = try await connection.query(
                """
                SELECT current_setting('application_name'), current_setting('search_path'),
                  current_setting('work_mem'), current_setting('statement_timeout')
                """)

            let (name, path, memory, timeout) = try rows[0].decode(
                String.self, String.self, String.self, String.self)
            #expect(name == "a name with spaces")
            #expect(path == "\"odd schema\", public")
            #expect(memory == "5MB")
            #expect(timeout == "7s")
        }
    }

    @Test func resetLeavesNothingOfTheSession() async throws {
        try await ServerFixture.withConnection(to: "queries") { connection in
            try await connection.query("BEGIN")
            try await connection.query("SET work_mem = '9MB'")
            try await connection.query("CREATE TEMP TABLE mine (a int)")
            try await connection.query("SELECT pg_advisory_lock(7)")
            try await connection.query("COMMIT")
            try await connection.query("BEGIN")
            #expect(connection.sessionStateChanged)

            try await connection.reset()

            #expect(!connection.sessionStateChanged)
            let rows = try await connection.query(
                """
                SELECT current_setting('work_mem') <> '9MB', to_regclass('pg_temp.mine') IS NULL,
                  (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid())
                """)
            let (memory, table, locks) = try rows[0].decode(Bool.self, Bool.self, Int.self)
            #expect(memory && table && locks == 0)
            #expect(connection.transactionStatus == .idle)
        }
    }

    @Test func aDroppedConnectionIsClosedOnTheServer() async throws {
        let configuration = try await ServerFixture.configuration("queries")
        var connection: Connection? = try await Connection.connect(configuration)
        let process = try #require(connection?.backendProcessID)

        connection = nil

        try await ServerFixture.withConnection(configuration) { other in
            try await eventually(within: .seconds(10)) {
                let rows = try await other.query("SELECT count(*) FROM pg_stat_activity WHERE pid = \(process)")
                return try rows.decode(Int.self) == [0]
            }
        }
    }
}
