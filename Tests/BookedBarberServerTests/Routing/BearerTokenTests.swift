import HTTPTypes
import Testing

@testable import BookedBarberServer

@Suite struct BearerTokenTests {
    @Test(arguments: ["Bearer abc", "bearer abc", "BEARER  abc"])
    func `A token is read whatever the scheme's case`(field: String) {
        #expect(BearerToken.of([.authorization: field]) == "abc")
    }

    @Test(arguments: ["", "abc", "Bearer", "Bearer ", "Basic abc", "Bearer a b"])
    func `Anything else is no token`(field: String) {
        #expect(BearerToken.of([.authorization: field]) == nil)
    }

    @Test func `Without the field there is no token`() {
        #expect(BearerToken.of([:]) == nil)
    }
}
