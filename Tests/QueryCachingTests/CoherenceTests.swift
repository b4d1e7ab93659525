import Testing

@testable import QueryCaching

@Suite(.timeLimit(.minutes(1))) struct CoherenceTests {
    private let kind = numbers()

    @Test func aValueIsLoadedOnceAndThenServed() async throws {
        let (cache, source) = (try cache(), Source(7))

        for _ in 0..<3 {
            #expect(try await cache.value(kind, tags: [.thing], load: source.load) == 7)
        }

        #expect(source.loads == 1)
        #expect(cache.valueInMemory(kind) == 7)
        let statistics = try #require(cache.statistics.kinds.first)
        #expect(statistics.memoryHits == 3 && statistics.counts.misses == 1 && statistics.counts.loads.total == 1)
    }

    @Test func aReadAfterAnInvalidationSeesWhatWasWritten() async throws {
        let (cache, source) = (try cache(), Source(1))
        _ = try await cache.value(kind, tags: [.thing], load: source.load)
        source.set(2)

        try await cache.invalidate(.thing)

        #expect(cache.valueInMemory(kind) == nil)
        #expect(try await cache.value(kind, tags: [.thing], load: source.load) == 2)
    }

    @Test func otherTagsInvalidateNothing() async throws {
        let (cache, source) = (try cache(), Source(1))
        _ = try await cache.value(kind, tags: [.thing], load: source.load)

        try await cache.invalidate(.thing(2))

        #expect(cache.valueInMemory(kind) == 1)
    }

    @Test func anyOfItsTagsInvalidatesAValue() async throws {
        let (cache, source) = (try cache(), Source(1))
        for tag in [3, 1, 2] {
            _ = try await cache.value(kind, tags: [.thing(3), .thing(1), .thing(2), .thing(1)], load: source.load)
            try await cache.invalidate(.thing(tag))
            #expect(cache.valueInMemory(kind) == nil)
        }
    }

    @Test func everythingCanBeInvalidated() async throws {
        let (cache, source) = (try cache(), Source(1))
        _ = try await cache.value(kind, tags: [.thing], load: source.load)

        try await cache.invalidateEverything()

        #expect(cache.valueInMemory(kind) == nil)
    }

    @Test func whatASlowLoadBringsAfterAnInvalidationIsNotServed() async throws {
        let (cache, source) = (try cache(), Source(1))
        let (hasRead, mayReturn) = (Gate(), Gate())
        let slow = Task {
            try await cache.value(kind, tags: [.thing]) {
                let value = source.load()
                hasRead.open()
                await mayReturn.pass()
                return value
            }
        }
        await hasRead.pass()
        source.set(2)
        try await cache.invalidate(.thing)

        // It neither joins the load that began before, nor finds what that stores.
        #expect(try await cache.value(kind, tags: [.thing], load: source.load) == 2)
        mayReturn.open()
        #expect(try await slow.value == 1)

        #expect(try await cache.value(kind, tags: [.thing], load: source.load) == 2)
        #expect(source.loads == 2)
    }

    @Test func whatALateRefreshBringsAfterAnInvalidationIsNotServed() async throws {
        var policy = CachePolicy.plain
        policy.timeToLive = .seconds(10)
        policy.staleWhileRevalidate = .seconds(1000)
        let kind = numbers(policy)
        let time = ManualTime()
        let (cache, source) = (try cache(clock: .manual(time)), Source(1))
        _ = try await cache.value(kind, tags: [.thing], load: source.load)
        time.advance(by: .seconds(11))
        let (hasRead, mayReturn, isDone) = (Gate(), Gate(), Gate())
        let served = try await cache.value(kind, tags: [.thing]) {
            let value = source.load()
            hasRead.open()
            await mayReturn.pass()
            defer { isDone.open() }
            return value
        }
        #expect(served == 1, "stale, while it is read anew")
        await hasRead.pass()
        source.set(2)
        try await cache.invalidate(.thing)
        mayReturn.open()
        await isDone.pass()

        #expect(try await cache.value(kind, tags: [.thing], load: source.load) == 2)
    }

    @Test func aValueWithoutTagsIsRefused() async throws {
        let cache = try cache()

        let error = await #expect(throws: CacheError.self) { try await cache.value(kind, tags: []) { 1 } }

        #expect(error?.code == .noTags)
    }

    @Test func tagsThatShareAPlaceOnlyCostALoad() async throws {
        var configuration = QueryCacheConfiguration()
        configuration.generationPlaces = 2
        let (cache, source) = (try cache(configuration), Source(1))
        _ = try await cache.value(kind, tags: [.thing], load: source.load)

        try await cache.invalidate(.thing(2))

        #expect(try await cache.value(kind, tags: [.thing], load: source.load) == 1)
        #expect(source.loads == 2)
    }
}
