import Testing

@testable import BookedBarberServer

@Suite struct IdempotencyFieldTests {
    @Test(arguments: [
        ("k-1", "k-1"), ("\"k-1\"", "k-1"), ("  \"k-1\"  ", "k-1"), ("\"two words\"", "two words"),
        (#""a\"b\\c""#, #"a"b\c"#), ("8e03978e-40d5-43e8-bc93-6894a57f9324", "8e03978e-40d5-43e8-bc93-6894a57f9324"),
        (String(repeating: "x", count: 255), String(repeating: "x", count: 255)),
    ])
    func `A key is quoted or bare`(field: String, key: String) {
        #expect(IdempotencyField(field)?.value == key)
    }

    @Test(arguments: [
        "", "\"\"", "\"k", "k\"", "two words", #""a\b""#, "\"a\"b", "schlüssel", "\"schlüssel\"", "a\tb", "\"a\tb\"",
        String(repeating: "x", count: 256), #""a\"#,
    ])
    func `Anything else is refused`(field: String) {
        #expect(IdempotencyField(field) == nil)
    }
}
