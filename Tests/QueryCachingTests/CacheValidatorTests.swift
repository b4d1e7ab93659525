import Testing

@testable import QueryCaching

@Suite struct CacheValidatorTests {
    private func read(
        _ cache: QueryCache, _ source: Source, _ key: Int = 1
    ) async throws -> (value: Int, validator: CacheValidator?) {
        try await cache.validatedValue(Self.kind, key: CacheKey(key), tags: [.thing(key)], load: source.load)
    }

    private static let kind = numbers()

    @Test func staysTheSameUntilTheValueIsReadAnew() async throws {
        let (cache, source) = (try cache(), Source())
        let first = try await read(cache, source).validator
        #expect(first != nil)
        #expect(try await read(cache, source).validator == first)

        try await cache.invalidate(.thing(1))

        #expect(try await read(cache, source).validator != first)
    }

    @Test func changesWithEachLoadEvenIfNothingWasInvalidated() async throws {
        let (time, source) = (ManualTime(), Source())
        let cache = try cache(clock: .manual(time))
        let first = try await read(cache, source).validator

        // Somebody wrote without saying so; only the time to live brings it to light.
        source.set(2)
        time.advance(by: .seconds(8000))

        let second = try await read(cache, source)
        #expect(second.value == 2 && second.validator != first)
    }

    @Test func isAnotherForAnotherKeyAndInAnotherProcess() async throws {
        let (cache, other, source) = (try cache(), try QueryCachingTests.cache(), Source())
        let first = try await read(cache, source).validator

        #expect(try await read(cache, source, 2).validator != first)
        #expect(try await read(other, source).validator != first)
    }
}
