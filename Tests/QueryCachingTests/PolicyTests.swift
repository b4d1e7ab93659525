import Postgres
import Testing

@testable import QueryCaching

@Suite struct PolicyTests {
    private let time = ManualTime()

    private func kind(_ change: (inout CachePolicy) -> Void) -> CacheKind<Int> {
        var policy = CachePolicy.plain
        policy.timeToLive = .seconds(10)
        policy.staleWhileRevalidate = .seconds(5)
        policy.staleIfError = .seconds(20)
        change(&policy)
        return numbers(policy)
    }

    private static let unavailable = PostgresError(
        code: .serverUnavailable, message: "The server is away.", fileID: #fileID, line: #line)

    @Test func anExpiredValueIsServedWhileItIsReadAnew() async throws {
        let (kind, cache, source) = (kind { _ in }, try cache(clock: .manual(time)), Source(1))
        _ = try await cache.value(kind, tags: [.thing], load: source.load)
        source.set(2)
        time.advance(by: .seconds(11))
        let isDone = Gate()

        let stale = try await cache.value(kind, tags: [.thing]) {
            defer { isDone.open() }
            return source.load()
        }

        #expect(stale == 1)
        await isDone.pass()
        while cache.statistics.loadsUnderWay > 0 { await Task.yield() }
        #expect(try await cache.value(kind, tags: [.thing], load: source.load) == 2)
        #expect(cache.statistics.kinds[0].counts.staleServes == 1)
    }

    @Test func afterTheGraceItIsWaitedFor() async throws {
        let (kind, cache, source) = (kind { _ in }, try cache(clock: .manual(time)), Source(1))
        _ = try await cache.value(kind, tags: [.thing], load: source.load)
        source.set(2)

        time.advance(by: .seconds(16))

        #expect(try await cache.value(kind, tags: [.thing], load: source.load) == 2)
    }

    @Test func whileTheDatabaseIsDownAnExpiredValueIsServed() async throws {
        let (kind, cache) = (kind { _ in }, try cache(clock: .manual(time)))
        _ = try await cache.value(kind, tags: [.thing]) { 1 }
        time.advance(by: .seconds(16))

        let value = try await cache.value(kind, tags: [.thing]) { throw Self.unavailable }

        #expect(value == 1)
        #expect(cache.statistics.kinds[0].counts.lastResortServes == 1)
        time.advance(by: .seconds(20))
        await #expect(throws: PostgresError.self) {
            try await cache.value(kind, tags: [.thing]) { throw Self.unavailable }
        }
    }

    @Test func whileTheDatabaseIsDownNothingInvalidatedIsServed() async throws {
        let (kind, cache) = (kind { _ in }, try cache(clock: .manual(time)))
        _ = try await cache.value(kind, tags: [.thing]) { 1 }
        try await cache.invalidate(.thing)

        await #expect(throws: PostgresError.self) {
            try await cache.value(kind, tags: [.thing]) { throw Self.unavailable }
        }
    }

    @Test func anErrorOfAnotherSortIsNotHiddenByAnExpiredValue() async throws {
        let (kind, cache) = (kind { _ in }, try cache(clock: .manual(time)))
        _ = try await cache.value(kind, tags: [.thing]) { 1 }
        time.advance(by: .seconds(16))

        await #expect(throws: CancellationError.self) {
            try await cache.value(kind, tags: [.thing]) { throw CancellationError() }
        }
    }

    @Test func thatThereIsNoValueIsRememberedForAShorterTime() async throws {
        var policy = CachePolicy.plain
        policy.negativeTimeToLive = .seconds(3)
        let kind = CacheKind<Int?>("maybe", policy: policy)
        let cache = try cache(clock: .manual(time))
        let source = Source(1)
        for _ in 0..<2 {
            _ = try await cache.value(kind, tags: [.thing]) {
                _ = source.load()
                return nil
            }
        }
        #expect(source.loads == 1)

        time.advance(by: .seconds(4))

        #expect(try await cache.value(kind, tags: [.thing]) { source.load() } == 1)
    }

    @Test func aPolicyOfTheConfigurationWins() async throws {
        var configuration = QueryCacheConfiguration()
        configuration.policies["numbers"] = {
            var policy = CachePolicy.plain
            policy.timeToLive = .seconds(1)
            policy.staleWhileRevalidate = .zero
            return policy
        }()
        let (cache, source) = (try cache(configuration, clock: .manual(time)), Source(1))
        let kind = kind { _ in }
        _ = try await cache.value(kind, tags: [.thing], load: source.load)

        time.advance(by: .seconds(2))

        _ = try await cache.value(kind, tags: [.thing], load: source.load)
        #expect(source.loads == 2)
    }

    @Test func aSettingThatCannotBeIsRefusedByName() {
        var configuration = QueryCacheConfiguration()
        configuration.policies["profile"] = CachePolicy(timeToLive: .zero)

        let error = #expect(throws: CacheError.self) { try cache(configuration) }

        #expect(error?.message == "Policy profile: timeToLive has to be above 0; it is 0.0 seconds.")
    }

    /// Section 3 of Vattani et al.: the sooner it expires, and the longer its load took, the likelier.
    @Test func aValueIsReadAnewEarlyTheLikelierTheCloserItsEndIs() {
        var policy = CachePolicy.plain
        policy.timeToLive = .seconds(100)
        policy.earlyRefresh = 1
        let lifetime = Lifetime(policy, isNegative: false, readAt: 0, loadTime: 1_000_000_000, luck: 0)
        func share(secondsBeforeTheEnd: Int64) -> Double {
            let now = (100 - secondsBeforeTheEnd) * 1_000_000_000
            let wanted = (1...10_000).count { lifetime.wantsRefresh(at: now, chance: Double($0) / 10_000) }
            return Double(wanted) / 10_000
        }

        // P(−ln u ≥ t) = e^−t.
        #expect(abs(share(secondsBeforeTheEnd: 1) - 0.3679) < 0.001)
        #expect(abs(share(secondsBeforeTheEnd: 3) - 0.0498) < 0.001)
        #expect(lifetime.phase(at: 79 * 1_000_000_000) == .fresh)
    }

    @Test func whatWasStoredTogetherDoesNotExpireTogether() {
        var policy = CachePolicy.plain
        policy.jitter = 0.1
        let ends = [0.0, 0.5, 1.0].map {
            Lifetime(policy, isNegative: false, readAt: 0, loadTime: 0, luck: $0).expiresAt / 1_000_000_000
        }

        #expect(ends == [3600, 3420, 3240])
    }
}
