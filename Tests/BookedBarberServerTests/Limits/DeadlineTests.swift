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

    @Test func `An earlier deadline doesn't wait for a later one`() async throws {
        let patient = Task {
            try await withDeadline(.seconds(600), throwing: Expired()) { try await Task.sleep(for: .seconds(600)) }
        }
        await #expect(throws: Expired.self) {
            try await withDeadline(.milliseconds(10), throwing: Expired()) { try await Task.sleep(for: .seconds(600)) }
        }

        patient.cancel()
        await #expect(throws: CancellationError.self) { try await patient.value }
    }

    @Test func `Each of many works has its own deadline`() async {
        let expired = await withTaskGroup { group in
            for number in 0..<100 {
                group.addTask {
                    do {
                        try await withDeadline(.milliseconds(10 + number % 5), throwing: Expired()) {
                            if number % 2 == 0 { try await Task.sleep(for: .seconds(600)) } else { await Task.yield() }
                        }
                        return false
                    } catch { return error is Expired }
                }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }

        #expect(expired == 50)
    }
}
