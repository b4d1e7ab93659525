import Testing

@testable import BookedBarber

@Suite struct IdempotencyKeyTests {
    private let ada = Caller(id: 1, role: .client)

    @Test func callersAndRoutesDoNotShareKeys() throws {
        let one = try IdempotencyKey("k", of: ada, route: "POST /v1/appointments", body: [])
        let other = try IdempotencyKey("k", of: Caller(id: 2, role: .client), route: "POST /v1/appointments", body: [])
        let elsewhere = try IdempotencyKey("k", of: ada, route: "POST /v1/refunds", body: [])

        #expect(Set([one.scope, other.scope, elsewhere.scope]).count == 3)
    }

    @Test func anotherBodyIsAnotherRequest() throws {
        let one = try IdempotencyKey("k", of: ada, route: "POST /", body: [1])
        let other = try IdempotencyKey("k", of: ada, route: "POST /", body: [2])

        #expect(one.fingerprint != other.fingerprint)
        #expect(one.fingerprint.count == 32)
    }

    @Test(arguments: ["", String(repeating: "x", count: 256), "a\nb", "\u{E9}", "a\u{0}"])
    func aKeyThatCannotBeSentInAHeaderIsRefused(key: String) async {
        await refused(.invalid, field: "Idempotency-Key") {
            try IdempotencyKey(key, of: ada, route: "POST /", body: [])
        }
    }

    @Test(arguments: ["x", "8e03978e-40d5-43e8-bc93-6894a57f9324", String(repeating: "x", count: 255)])
    func aKeyOfOneTo255CharactersIsAccepted(key: String) throws {
        #expect(try IdempotencyKey(key, of: ada, route: "POST /", body: []).key == key)
    }
}
