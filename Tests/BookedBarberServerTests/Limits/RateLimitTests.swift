import HTTPTypes
import Testing

@testable import BookedBarberServer

@Suite struct RateLimitTests {
    private let policy = RateLimitPolicy("default", quota: 10, window: .seconds(60))
    private let start = ContinuousClock.now

    @Test func `A quiet caller may use the whole quota at once, and no more`() {
        var state = RateLimitState(now: start)

        let decisions = (0..<11).map { _ in state.take(policy, now: start) }

        #expect(decisions.filter(\.isAllowed).count == 10)
        #expect(decisions.prefix(10).map(\.remaining) == [9, 8, 7, 6, 5, 4, 3, 2, 1, 0])
        #expect(!decisions[10].isAllowed)
        #expect(decisions[10].wait == .seconds(6))
    }

    @Test func `A refused request costs nothing`() {
        var state = RateLimitState(now: start)
        for _ in 0..<100 { _ = state.take(policy, now: start) }

        #expect(!state.take(policy, now: start + .seconds(5)).isAllowed)
        #expect(state.take(policy, now: start + .seconds(6)).isAllowed)
        #expect(!state.take(policy, now: start + .seconds(6)).isAllowed)
    }

    @Test func `The quota comes back evenly, and never more than all of it`() {
        var state = RateLimitState(now: start)
        for _ in 0..<10 { _ = state.take(policy, now: start) }

        #expect(state.take(policy, now: start + .seconds(30)).remaining == 4)
        #expect(state.take(policy, now: start + .seconds(10_000)).remaining == 9)
    }

    @Test func `Whoever waits as told is served`() {
        var state = RateLimitState(now: start)
        var now = start
        for _ in 0..<1_000 {
            let decision = state.take(policy, now: now)
            if !decision.isAllowed {
                now += decision.wait
                #expect(state.take(policy, now: now).isAllowed)
            }
        }
        #expect(now - start <= .seconds(60 * 100))
    }

    @Test(arguments: [1, 2, 3, 7, 10, 59, 60, 61, 997, 1_200, 99_999])
    func `Any quota is exactly what is allowed at once`(quota: Int) {
        let policy = RateLimitPolicy("p", quota: quota, window: .seconds(60))
        var state = RateLimitState(now: start)
        var allowed = 0
        while state.take(policy, now: start).isAllowed { allowed += 1 }

        #expect(allowed == quota)
    }

    @Test func `A clock that stands still or goes back grants nothing`() {
        var state = RateLimitState(now: start)
        for _ in 0..<10 { _ = state.take(policy, now: start) }

        #expect(!state.take(policy, now: start - .seconds(100)).isAllowed)
    }

    @Test func `The fields say where a caller stands`() {
        var state = RateLimitState(now: start)
        let allowed = state.take(policy, now: start).fields(policy)

        #expect(allowed[.rateLimitPolicy] == "\"default\";q=10;w=60")
        #expect(allowed[.rateLimit] == "\"default\";r=9;t=6")
        #expect(allowed[.retryAfter] == nil)

        for _ in 0..<9 { _ = state.take(policy, now: start) }
        let refused = state.take(policy, now: start).fields(policy)

        #expect(refused[.rateLimit] == "\"default\";r=0;t=6")
        #expect(refused[.retryAfter] == "6")
    }
}
