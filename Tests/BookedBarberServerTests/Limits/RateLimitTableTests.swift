import Testing

@testable import BookedBarberServer

@Suite struct RateLimitTableTests {
    private let policy = RateLimitPolicy("default", quota: 2, window: .seconds(60))
    private let now = ContinuousClock.now

    @Test func `Callers are counted apart`() {
        var table = RateLimitTable<String>(capacity: 100)

        #expect(table.take(policy, for: "a", now: now).isAllowed)
        #expect(table.take(policy, for: "a", now: now).isAllowed)
        #expect(!table.take(policy, for: "a", now: now).isAllowed)
        #expect(table.take(policy, for: "b", now: now).isAllowed)
    }

    @Test func `A flood of callers doesn't grow it`() {
        var table = RateLimitTable<Int>(capacity: 100)

        for caller in 0..<100_000 {
            _ = table.take(policy, for: caller, now: now)
            #expect(table.count <= 101)
        }
    }

    @Test func `Whoever keeps coming is not forgotten in a flood`() {
        var table = RateLimitTable<Int>(capacity: 100)
        var allowed = 0

        for caller in 1..<10_000 {
            _ = table.take(policy, for: caller, now: now)
            if caller.isMultiple(of: 10), table.take(policy, for: 0, now: now).isAllowed { allowed += 1 }
        }

        #expect(allowed == 2)
    }
}
