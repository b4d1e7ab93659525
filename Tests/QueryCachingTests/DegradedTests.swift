import RedisClient
import Testing

@testable import QueryCaching

/// Caches whose Redis isn't there, so that nobody can say whether a value is current.
@Suite(.timeLimit(.minutes(1))) struct DegradedTests {
    private let kind = numbers()
    private let time = ManualTime()

    private func cache() throws -> QueryCache {
        var configuration = QueryCacheConfiguration()
        configuration.redis = try RedisConfiguration(url: "redis://127.0.0.1:1")
        return try QueryCachingTests.cache(configuration, clock: .manual(time))
    }

    private func place(_ key: Int) -> (key: CacheKey, tags: [CacheTag]) { (CacheKey(key), [.thing(key)]) }

    @Test func aValueIsServedUntilItIsAsOldAsItMayBe() async throws {
        let (cache, source) = (try cache(), Source(1))
        _ = try await cache.value(kind, tags: [.thing], load: source.load)
        source.set(2)
        time.advance(by: .milliseconds(1900))

        #expect(try await cache.value(kind, tags: [.thing], load: source.load) == 1)

        #expect(cache.statistics.kinds[0].counts.degradedServes == 1)
        time.advance(by: .milliseconds(200))
        #expect(try await cache.value(kind, tags: [.thing], load: source.load) == 2)
    }

    @Test func whatWasInvalidatedHereIsNotServed() async throws {
        let (cache, source) = (try cache(), Source(1))
        _ = try await cache.value(kind, tags: [.thing], load: source.load)
        source.set(2)

        try? await cache.invalidate(.thing)

        #expect(try await cache.value(kind, tags: [.thing], load: source.load) == 2)
    }

    @Test func manyValuesAreServedUntilTheyAreAsOldAsTheyMayBe() async throws {
        let cache = try cache()
        _ = try await cache.values(kind, for: [1, 2], place) { _ in [1: 10, 2: 20] }
        time.advance(by: .milliseconds(1900))

        let values = try await cache.values(kind, for: [1, 2, 3], place) { missing in
            #expect(missing == [3])
            return [3: 30]
        }

        #expect(values == [1: 10, 2: 20, 3: 30])
        #expect(cache.statistics.kinds[0].counts.degradedServes == 2)
        time.advance(by: .milliseconds(200))
        let later = try await cache.values(kind, for: [1, 2, 3], place) { missing in
            #expect(missing.sorted() == [1, 2])
            return [1: 11, 2: 21]
        }
        #expect(later == [1: 11, 2: 21, 3: 30])
    }

    /// This process may have been stopped since the load began, and others may have written meanwhile.
    @Test func aLoadIsJoinedOnlyAsLongAsAValueWouldBeServed() async throws {
        let (cache, held) = (try cache(), HeldLoad(1))
        let first = Task { try await cache.value(kind, tags: [.thing], load: held.load) }
        await held.hasBegun()

        time.advance(by: .milliseconds(2100))

        #expect(try await cache.value(kind, tags: [.thing]) { 2 } == 2)
        held.release()
        #expect(try await first.value == 1)
    }
}
