import Foundation
import Testing

@testable import Postgres

@Suite("Interpolated queries") struct InterpolationTests {
    private enum Shade: String, PostgresEnum { case light }

    @Test func everyValueBecomesAParameter() {
        let (id, name) = (7, "Robert'); DROP TABLE users; --")

        let query: Query = "SELECT 1 FROM users WHERE id = \(id) AND name = \(name)"

        #expect(query.sql == "SELECT 1 FROM users WHERE id = $1 AND name = $2")
        #expect(query.bindings.parameters.map(\.type) == [20, 25])
        #expect(query.bindings.bytes == [0, 0, 0, 0, 0, 0, 0, 7] + Array(name.utf8))
    }

    @Test func nilIsNULLOfItsType() {
        let none: Int32? = nil
        let query: Query = "SELECT \(none), \(Int32?.some(1)), \(nil as String?)"

        #expect(query.bindings.parameters.map(\.type) == [23, 23, 25])
        #expect(query.bindings.parameters.map(\.length) == [-1, 4, -1])
    }

    @Test func aNilThatHidesInAGenericValueIsNULLToo() {
        func bind(_ value: some PostgresEncodable) -> Query { "SELECT \(value)" }

        #expect(Array(bind(nil as Int?).bindings.parameters) == [Parameter(type: 20, offset: 0, length: -1)])
    }

    @Test func onlyArraysOfEnumsAreText() {
        let query: Query = "SELECT \(Shade.light), \([Shade.light]), \([1]), \(["a"])"

        #expect(query.bindings.parameters.map(\.type) == [0, 0, 1016, 1009])
        #expect(query.bindings.parameters.map(\.isText) == [false, true, false, false])
    }

    @Test func rawTextNeedsASpelling() {
        let order = "starts_at DESC"
        let query: Query = "SELECT id FROM a ORDER BY \(unescaped: order) LIMIT \(3)"

        #expect(query.sql == "SELECT id FROM a ORDER BY starts_at DESC LIMIT $1")
    }

    @Test(arguments: [
        ("users", #""users""#), ("Order", #""Order""#), (#"a"b"#, #""a""b""#), ("ü 💈", #""ü 💈""#),
        // To Swift the mark and the accent are one character; to the server the mark ends the name.
        ("x\"\u{301}; DROP TABLE y; --", "\"x\"\"\u{301}; DROP TABLE y; --\""),
    ])
    func namesAreQuoted(_ name: String, _ quoted: String) {
        let query: Query = "SELECT \(identifier: name)"

        #expect(Array(query.sql.utf8) == Array("SELECT \(quoted)".utf8))
    }

    @Test func aNameWithNULIsRefused() {
        let query: Query = "SELECT \(identifier: "a\0b")"
        #expect(query.bindings.failure?.code == .encodingFailed)
    }

    @Test func partsAreRenumberedWithTheirValues() {
        let condition: Query = "barber = \("x") AND (shop = \(9) OR $2 IS NULL)"
        let query: Query = "SELECT \(1) WHERE \(query: condition) AND \(query: condition) LIMIT \(true)"

        #expect(
            query.sql
                == "SELECT $1 WHERE barber = $2 AND (shop = $3 OR $3 IS NULL) AND "
                + "barber = $4 AND (shop = $5 OR $5 IS NULL) LIMIT $6")
        #expect(query.bindings.parameters.map(\.offset) == [0, 8, 9, 17, 18, 26])
        #expect(query.bindings.bytes.count == 27)
    }

    @Test func aFailureInsideAPartIsKept() {
        let part: Query = "a = \("\0")"
        let query: Query = "SELECT 1 WHERE \(query: part)"

        #expect(query.bindings.failure?.message.contains("value $1") ?? false)
    }

    @Test func theFirstFailureIsTheOneThatIsTold() {
        let query: Query = "SELECT \(1), \("a\0"), \([[1], []])"

        #expect(
            query.bindings.failure?.message
                == "The statement can't be sent: value $2 (String): the text contains a NUL character, which PostgreSQL "
                + "can't store.")
        #expect(query.bindings.count == 3)
    }

    @Test func noDescriptionHoldsAValue() {
        let query: Query = "SELECT \("secret"), \(Array("secret".utf8))"
        var dumped = ""
        dump(query, to: &dumped)
        dump(query.bindings, to: &dumped)

        let told =
            "\(query) \(query.bindings) \(String(reflecting: query)) \(String(reflecting: query.bindings)) \(dumped)"

        #expect(!told.contains("secret") && !told.contains("115"))
        #expect(told.contains("2 values"))
    }

    @Test func namesForTelemetryStay() {
        let query: Query = "SELECT 1"
        #expect(query.named("get one").summary == "get one")
        #expect(query.named("get one").sql == query.sql)
    }
}
