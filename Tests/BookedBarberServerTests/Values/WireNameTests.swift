import Testing

@testable import BookedBarberServer

@Suite struct WireNameTests {
    @Test(arguments: [
        ("startsAt", "starts_at"), ("email", "email"), ("serviceId", "service_id"), ("fullName", "full_name"),
        ("intentID", "intent_id"), ("", ""),
    ])
    func `Names are lower case with underscores in JSON`(name: String, wire: String) {
        #expect(WireName.of(name) == wire)
    }
}
