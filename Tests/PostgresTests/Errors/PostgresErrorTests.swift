import Testing

@testable import Postgres

@Suite("Errors as they are told") struct PostgresErrorTests {
    private let violation = PostgresError(
        state: .uniqueViolation,
        fields: ServerFields(
            severity: "ERROR", message: "duplicate key value violates unique constraint \"users_email_key\"",
            detail: "Key (email)=(secret@b.c) already exists.", hint: "Choose another.", schema: "public",
            table: "users", constraint: "users_email_key", position: 13, context: "SQL function with secret"),
        sql: "INSERT INTO users (email)\n    VALUES ($1)"
    ).at("App/Users.swift", 12, sql: nil)

    @Test func aDescriptionSaysWhatAPersonNeeds() {
        #expect(
            violation.description
                == "server: duplicate key value violates unique constraint \"users_email_key\" [unique_violation, "
                + "SQLSTATE 23505] (table public.users, constraint users_email_key, character of the statement 13) "
                + "Hint: Choose another. Statement: INSERT INTO users (email) VALUES ($1) (at App/Users.swift:12)")
    }

    @Test func whatCanHoldValuesIsInNoDescription() {
        var told = "\(violation) \(String(reflecting: violation)) \(String(describing: violation.server))"
        told += " \(String(reflecting: violation.server)) \(violation as any Error)"
        dump(violation, to: &told)
        dump(violation.server, to: &told)

        #expect(!told.contains("secret"))
        #expect(violation.server?.detail?.contains("secret") ?? false)
    }

    @Test(arguments: [
        ("invalid input syntax for type integer: \"secret\"", "invalid input syntax for type integer: \"…\""),
        ("invalid input syntax for type json: \"a\"secret\"b\"", "invalid input syntax for type json: \"…\""),
        ("ungültige Eingabesyntax für Typ integer: »secret«", "ungültige Eingabesyntax für Typ integer: »…«"),
        ("division by zero", "division by zero"), ("odd \" mark", "odd \" mark"),
    ])
    func theServersQuotesOfBadDataAreLeftOut(_ message: String, _ told: String) {
        let fields = ServerFields(severity: "ERROR", message: message)

        let error = PostgresError(state: .invalidTextRepresentation, fields: fields, sql: nil)

        #expect(error.message == told)
        #expect(error.server?.message == message)
    }

    @Test func namesInOtherErrorsStay() {
        let message = "relation \"appointments\" does not exist"
        let error = PostgresError(
            state: .undefinedTable, fields: ServerFields(severity: "ERROR", message: message), sql: nil)
        #expect(error.message == message)
    }

    @Test func aLongStatementIsShortened() {
        let sql = "SELECT " + String(repeating: "column_name, ", count: 100_000)
        let description = PostgresError(code: .server, message: "no", sql: sql).description

        #expect(description.count < 600)
        #expect(description.hasSuffix("…"))
    }

    @Test func aCopyOfAnErrorIsAnErrorOfItsOwn() {
        var copy = violation
        copy.message = "another"
        copy.sqlState = nil

        #expect(violation.message.hasPrefix("duplicate"))
        #expect(violation.sqlState == .uniqueViolation)
        #expect(copy.message == "another")
    }

    @Test func statesHaveTheNamesOfTheDocumentation() {
        #expect(SQLState.uniqueViolation.name == "unique_violation")
        #expect(SQLState(rawValue: "40P01").name == "deadlock_detected")
        #expect(SQLState(rawValue: "XX002").name == "index_corrupted")
        #expect(SQLState(rawValue: "22P02").description == "22P02 (invalid_text_representation)")
        #expect(SQLState(rawValue: "ZZ999").name == "ZZ999")
        #expect(SQLState(rawValue: "23P01").classCode == "23")
        #expect(SQLState.names.count > 250)
        #expect(SQLState.names.keys.allSatisfy { $0.utf8.count == 5 })
    }
}
