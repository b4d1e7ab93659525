import Testing

@testable import BookedBarberServer

@Suite struct DeadlineTests {
    private struct Expired: Error {}
    private struct Failed: Error {}

    @Test func `Work that ends in time is answered`() async throws {
        #expect(try await withDeadline(.seconds(60), throwing: Expired()) { 7 } == 7)
    }

    @Test func `An error comes through`() async {
        await #expect(throws: Failed.self) {
            try await withDeadline(.seconds(60), throwing: Expired()) { () -> Int in throw Failed() }
        }
    }

    @Test func `Work that takes too long is cancelled`() async {
        await #expect(throws: Expired.self) {
            try await withDeadline(.milliseconds(10), throwing: Expired()) { try await Task.sleep(for: .seconds(600)) }
        }
    }

    @Test func `Work that finishes in spite of it is answered`() async throws {
        let value = try await withDeadline(.milliseconds(10), throwing: Expired()) {
            try? await Task.sleep(for: .seconds(600))
            return 7
        }

        #expect(value == 7)
    }
}
