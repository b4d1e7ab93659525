import Postgres
import Testing

@Suite("Errors of the server") struct ErrorTests {
    @Test(arguments: [
        ("SELECT 1/0", "22012", "division_by_zero"),
        ("SELEC 1", "42601", "syntax_error"),
        ("SELECT * FROM nowhere", "42P01", "undefined_table"),
        ("SELECT nothing", "42703", "undefined_column"),
        ("SELECT 'x'::int", "22P02", "invalid_text_representation"),
        ("INSERT INTO strict (id) VALUES (1)", "23505", "unique_violation"),
        ("INSERT INTO strict (id, amount) VALUES (2, -1)", "23514", "check_violation"),
        ("INSERT INTO strict (id, amount) VALUES (3, NULL)", "23502", "not_null_violation"),
        ("INSERT INTO strict (id, parent) VALUES (4, 99)", "23503", "foreign_key_violation"),
        ("SELECT 10000000000::int", "22003", "numeric_value_out_of_range"),
        ("CREATE TABLE strict (id int)", "42P07", "duplicate_table"),
        ("DO $$ BEGIN RAISE EXCEPTION 'mine' USING ERRCODE = 'BB001'; END $$", "BB001", "BB001"),
        ("SET LOCAL statement_timeout = 'x'", "22023", "invalid_parameter_value"),
        ("SELECT pg_catalog.set_config('nothing.here', NULL, NULL), pg_read_file('/none')", "58P01", "undefined_file"),
    ])
    func haveTheirCodeAndLeaveACleanConnection(_ sql: String, _ state: String, _ name: String) async throws {
        try await ServerFixture.withConnection(to: "errors") { connection in
            try await connection.execute(
                script: """
                    CREATE TABLE strict (id int PRIMARY KEY, amount int NOT NULL DEFAULT 0 CHECK (amount >= 0),
                      parent int REFERENCES strict);
                    INSERT INTO strict VALUES (1)
                    """)

            let error = await postgresError { try await connection.query(Query(unsafeSQL: sql)) }

            #expect(error?.sqlState?.rawValue == state || error?.sqlState?.rawValue == "42501")
            #expect(error?.sqlState?.name == name || error?.sqlState?.rawValue == "42501")
            #expect(error?.code == .server)
            #expect(error?.server?.severity == "ERROR")
            #expect(connection.transactionStatus == .idle)
            let rows = try await connection.query("SELECT \(7)")
            #expect(try rows.decode(Int.self) == [7])
        }
    }

    @Test func nameTheConstraintButNotTheValue() async throws {
        try await ServerFixture.withConnection(to: "errors") { connection in
            try await connection.execute(script: "CREATE TABLE people (email text CONSTRAINT one_email UNIQUE)")
            let email = "someone@example.com"
            try await connection.query("INSERT INTO people VALUES (\(email))")

            let error = await postgresError { try await connection.query("INSERT INTO people VALUES (\(email))") }

            #expect(error?.server?.constraint == "one_email")
            #expect(error?.server?.table == "people")
            #expect(error?.server?.detail?.contains(email) ?? false)
            let shown = "\(String(describing: error)) \(String(reflecting: error))"
            #expect(!shown.contains(email))
            #expect(shown.contains("unique_violation"))
            #expect(shown.contains("INSERT INTO people VALUES ($1)"))
            #expect(shown.contains("ErrorTests.swift"))
        }
    }

    @Test func inATransactionItStaysFailedUntilRolledBack() async throws {
        try await ServerFixture.withConnection(to: "errors") { connection in
            try await connection.query("BEGIN")
            _ = await postgresError { try await connection.query("SELECT 1/0") }

            #expect(connection.transactionStatus == .inFailedTransaction)
            let later = await postgresError { try await connection.query("SELECT 1") }
            #expect(later?.sqlState == .inFailedTransaction)
            try await connection.query("ROLLBACK")
            #expect(connection.transactionStatus == .idle)
        }
    }
}

@Suite("Connecting") struct ConnectingTests {
    @Test func aWrongPasswordHasTheServersCodeAndIsNotShown() async throws {
        var url = try await ServerFixture.url("connecting")
        let user = try #require(url.wholeMatch(of: /(postgres(?:ql)?:\/\/[^:@\/]+):[^@]*@(.*)/))
        url = "\(user.1):wrong-secret@\(user.2)"
        let configuration = try ConnectionConfiguration(url: url)

        let error = await postgresError { _ = try await Connection.connect(configuration) }

        #expect(error?.code == .connectFailed)
        #expect(error?.sqlState == .invalidPassword)
        #expect(!"\(String(describing: error)) \(configuration)".contains("wrong-secret"))
    }

    @Test func aDatabaseThatIsNotThere() async throws {
        let url = try await ServerFixture.url("connecting")
        let configuration = try ConnectionConfiguration(
            url: url.replacing(/\/[a-z0-9_]+\?/, with: "/nothing_here?").replacing(
                /\/[a-z0-9_]+$/, with: "/nothing_here"))

        let error = await postgresError { _ = try await Connection.connect(configuration) }

        #expect(error?.sqlState == .invalidCatalogName)
    }

    @Test func nobodyListens() async throws {
        let configuration = try ConnectionConfiguration(url: "postgres://a:b@127.0.0.1:1/none")

        let error = await postgresError { _ = try await Connection.connect(configuration) }

        #expect(error?.code == .connectFailed)
        #expect(error?.message.contains("refused") ?? false)
    }

    @Test func aServerThatNeverAnswersIsGivenUp() async throws {
        var configuration = try ConnectionConfiguration(url: "postgres://a:b@127.0.0.1:\(try deafPort())/none")
        configuration.connectTimeout = .milliseconds(200)

        let error = await postgresError { _ = try await Connection.connect(configuration) }

        #expect(error?.code == .timedOut)
    }

    @Test func theURLMaySayHowLongConnectingMayTake() throws {
        #expect(try ConnectionConfiguration(url: "postgres://a@b/c?connect_timeout=3").connectTimeout == .seconds(3))
        #expect(try ConnectionConfiguration(url: "postgres://a@b/c?connect_timeout=0").connectTimeout == .seconds(10))
        for value in ["-1", "x", "1.5", "99999999999999999999"] {
            let error = #expect(throws: PostgresError.self) {
                try ConnectionConfiguration(url: "postgres://a@b/c?connect_timeout=\(value)")
            }
            #expect(error?.code == .invalidConfiguration, "\(value)")
        }
    }

    @Test func aNameThatDoesNotResolve() async throws {
        let configuration = try ConnectionConfiguration(url: "postgres://a:b@no-such-host.invalid/none")

        let error = await postgresError { _ = try await Connection.connect(configuration) }

        #expect(error?.code == .connectFailed || error?.code == .timedOut)
        #expect(error?.message.contains("no-such-host.invalid") ?? false)
    }

    @Test(arguments: [
        "postgres://user:se%cret@host/db", "postgres://user:secret@host:port/db", "nonsense secret",
        "postgres://[::1/x",
        "postgres://user:secret@host/db?nokey=secret",
    ])
    func aBadURLIsRefusedWithoutItsSecrets(_ url: String) {
        #expect {
            try ConnectionConfiguration(url: url)
        } throws: { error in
            let error = error as? PostgresError
            return error?.code == .invalidConfiguration && !"\(String(describing: error))".contains("cret")
        }
    }
}
