import Postgres
import Synchronization
import Testing

@testable import QueryCaching

@Suite struct BatchTests {
    private let kind = numbers()

    private func place(_ key: Int) -> (key: CacheKey, tags: [CacheTag]) { (CacheKey(key), [.thing(key)]) }

    @Test func whatIsMissingIsLoadedAtOnce() async throws {
        let cache = try cache()
        let asked = Mutex<[[Int]]>([])
        _ = try await cache.value(kind, key: CacheKey(2), tags: [.thing(2)]) { 20 }

        let values = try await cache.values(kind, for: [1, 2, 3, 3], place) { missing in
            asked.withLock { $0.append(missing.sorted()) }
            return [1: 10, 3: 30]
        }

        #expect(values == [1: 10, 2: 20, 3: 30])
        #expect(asked.withLock { $0 } == [[1, 3]])
        #expect(cache.valueInMemory(kind, key: CacheKey(3)) == 30)
    }

    @Test func whatTheLoadHasNoValueForIsMissingAndAskedForAgain() async throws {
        let cache = try cache()

        #expect(try await cache.values(kind, for: [1, 2], place) { _ in [1: 10] } == [1: 10])
        #expect(try await cache.values(kind, for: [1, 2], place) { $0 == [2] ? [2: 20] : [:] } == [1: 10, 2: 20])
    }

    @Test func aKeyThatOthersLoadIsWaitedFor() async throws {
        let (cache, held) = (try cache(), HeldLoad(11))
        let other = Task { try await cache.value(kind, key: CacheKey(1), tags: [.thing(1)], load: held.load) }
        await held.hasBegun()

        let values = try await cache.values(kind, for: [1, 2], place) { missing in
            #expect(missing == [2])
            held.release()
            return [2: 22]
        }

        #expect(values == [1: 11, 2: 22])
        #expect(try await other.value == 11)
    }

    @Test func anErrorEndsTheBatchAndIsNotKept() async throws {
        let cache = try cache()

        await #expect(throws: CancellationError.self) {
            try await cache.values(kind, for: [1, 2], place) { _ in throw CancellationError() }
        }

        #expect(try await cache.values(kind, for: [1, 2], place) { _ in [1: 1, 2: 2] } == [1: 1, 2: 2])
        #expect(cache.statistics.loadsUnderWay == 0)
    }

    @Test func whileTheDatabaseIsDownExpiredValuesAreServed() async throws {
        var policy = CachePolicy.plain
        (policy.timeToLive, policy.staleWhileRevalidate, policy.staleIfError) = (.seconds(10), .zero, .seconds(20))
        let (kind, time) = (numbers(policy), ManualTime())
        let cache = try cache(clock: .manual(time))
        let unavailable = PostgresError(code: .serverUnavailable, message: "Away.", fileID: #fileID, line: #line)
        _ = try await cache.values(kind, for: [1, 2], place) { _ in [1: 10, 2: 20] }
        time.advance(by: .seconds(11))

        #expect(try await cache.values(kind, for: [1, 2], place) { _ in throw unavailable } == [1: 10, 2: 20])

        #expect(cache.statistics.kinds[0].counts.lastResortServes == 2)
        await #expect(throws: PostgresError.self) {
            try await cache.values(kind, for: [1, 2, 3], place) { _ in throw unavailable }
        }
        try await cache.invalidate(.thing(1))
        await #expect(throws: PostgresError.self) {
            try await cache.values(kind, for: [1, 2], place) { _ in throw unavailable }
        }
    }

    @Test func aBatchThatNobodyWaitsForIsCancelled() async throws {
        let (cache, begun, ended) = (try cache(), Gate(), Gate())
        let caller = Task {
            try await cache.values(kind, for: [1, 2, 3], place) { _ in
                begun.open()
                await withTaskCancellationHandler {
                    await ended.pass()
                } onCancel: {
                    ended.open()
                }
                throw CancellationError()
            }
        }
        await begun.pass()

        caller.cancel()

        await #expect(throws: CancellationError.self) { try await caller.value }
        await ended.pass()
    }
}
