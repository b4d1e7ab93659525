import Testing

@testable import QueryCaching

@Suite struct LifetimeTests {
    private static let second: Int64 = 1_000_000_000

    @Test func aValueGoesThroughItsPhases() {
        var policy = CachePolicy(timeToLive: .seconds(100))
        policy.jitter = 0
        policy.staleWhileRevalidate = .seconds(10)
        policy.staleIfError = .seconds(50)
        let lifetime = Lifetime(policy, isNegative: false, readAt: 0, loadTime: Self.second / 10, luck: 0.5)

        #expect(lifetime.phase(at: 97 * Self.second) == .fresh)
        #expect(lifetime.phase(at: 98 * Self.second) == .nearEnd)
        #expect(lifetime.phase(at: 100 * Self.second) == .stale)
        #expect(lifetime.phase(at: 110 * Self.second) == .lastResort)
        #expect(lifetime.phase(at: 150 * Self.second) == .over)
    }
}
