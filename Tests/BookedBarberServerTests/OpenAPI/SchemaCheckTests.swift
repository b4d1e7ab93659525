import Testing

@testable import BookedBarberServer

@Suite struct SchemaCheckTests {
    private let person = Schema(
        .object(
            [
                "name": .text(1...5), "age": .integer(0...150), "mail": .formatted(.email),
                "tags": Schema(.array(.string, maximumCount: 2)), "role": .choice(["client", "owner"]),
                "home": Schema(.named("Place")), "extra": Schema(.map(.boolean)), "any": Schema(.any),
                "rate": .number, "isOn": .boolean,
            ], required: ["name", "age"]))
    private let check = SchemaCheck(
        components: ["Place": Schema(.object(["city": .string], required: ["city"]))])

    private func mistakes(_ value: JSONValue) -> [String] {
        check.violations(value, person).map { violation in
            let json = violation.json
            return "\(json["pointer"]?.text ?? "") \(json["detail"]?.text ?? "")"
        }
    }

    @Test func `A right value has no mistakes`() {
        #expect(
            mistakes([
                "name": "Ada", "age": 36, "mail": "ada@example.com", "tags": ["a", "b"], "role": "owner",
                "home": ["city": "London"], "extra": ["x": true], "any": [1, "two", .null], "rate": .number(0.5),
                "isOn": false, "unknown": 1,
            ]) == [])
        #expect(mistakes(["name": "Ada", "age": .number(36.0), "rate": 1]) == [])
    }

    @Test func `All mistakes are named at once, with their places`() {
        #expect(
            mistakes(["age": -1, "mail": "nobody", "tags": ["a", 2], "home": ["city": 1], "extra": ["x": "y"]])
                == [
                    "#/name is required", "#/age must be between 0 and 150",
                    "#/extra/x must be true or false, not string",
                    "#/home/city must be a string, not integer",
                    "#/mail must be an e-mail address such as name@example.com",
                    "#/tags/1 must be a string, not integer",
                ])
    }

    @Test(
        arguments: [
            (["name": "", "age": 1], "#/name must have 1 to 5 characters"),
            (["name": "Augusta", "age": 1], "#/name must have 1 to 5 characters"),
            (["name": "a\u{0}b", "age": 1], "#/name must not contain the character NUL"),
            (["name": "Ada", "age": .number(1.5)], "#/age must be an integer, not number"),
            (["name": "Ada", "age": .number(1e300)], "#/age must be between 0 and 150"),
            (["name": "Ada", "age": "1"], "#/age must be an integer, not string"),
            (["name": .null, "age": 1], "#/name must be a string, not null"),
            (["name": "Ada", "age": 1, "role": "king"], "#/role must be one of client, owner"),
            (["name": "Ada", "age": 1, "tags": ["a", "b", "c"]], "#/tags must have at most 2 elements"),
            (["name": "Ada", "age": 1, "home": []], "#/home must be an object, not array"),
        ] as [(JSONValue, String)])
    func `A mistake says what would be acceptable`(value: JSONValue, mistake: String) {
        #expect(mistakes(value) == [mistake])
    }

    @Test(arguments: [JSONValue.null, 1, "x", [], true])
    func `What is no object at all is one mistake`(value: JSONValue) {
        #expect(mistakes(value).count == 1)
        #expect(mistakes(value).first?.hasPrefix("# must be an object") == true)
    }

    @Test func `Length counts what a person would count in the database`() {
        #expect(mistakes(["name": "äöüß€", "age": 1]) == [])
        #expect(mistakes(["name": "🇩🇪🇩🇪🇩🇪", "age": 1]) == ["#/name must have 1 to 5 characters"])
    }

    @Test func `The list of mistakes ends somewhere`() {
        let value = JSONValue.array(Array(repeating: 1, count: 10_000))

        #expect(check.violations(value, Schema(.array(.string, maximumCount: nil))).count == 20)
    }

    @Test func `A pointer escapes what has a meaning in it`() {
        #expect(Violation.pointer(["a/b", "c~d"]) == "#/a~1b/c~0d")
        #expect(Violation.pointer([]) == "#")
    }
}
