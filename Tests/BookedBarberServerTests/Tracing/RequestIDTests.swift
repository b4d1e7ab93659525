import Testing

@testable import BookedBarberServer

@Suite struct RequestIDTests {
    @Test(arguments: ["a", "8e03978e-40d5-43e8-bc93-6894a57f9324", "A.b_c-1", String(repeating: "x", count: 128)])
    func `A sane name is kept`(field: String) {
        #expect(RequestID(field)?.description == field)
    }

    @Test(arguments: ["", "a b", "a\nb", "a\"b", "ä", "a/b", String(repeating: "x", count: 129)])
    func `Anything else is not`(field: String) {
        #expect(RequestID(field) == nil)
    }

    @Test func `A new name has 32 digits and is new`() {
        let names = Set((0..<1_000).map { _ in RequestID().description })

        #expect(names.count == 1_000)
        #expect(names.allSatisfy { $0.utf8.count == 32 && RequestID($0) != nil })
    }
}
