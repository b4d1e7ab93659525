import Postgres
import Synchronization
import Testing

@testable import QueryCaching

/// How many are at it at most.
private final class MostAtOnce: Sendable {
    private let state = Mutex((now: 0, most: 0))

    var most: Int { state.withLock { $0.most } }

    func begin() { state.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) } }

    func end() { state.withLock { $0.now -= 1 } }
}

@Suite(.timeLimit(.minutes(1))) struct LoadingTests {
    private let kind = numbers()

    private struct Failure: Error {}

    @Test func aThousandCallersOfAColdKeyCauseOneLoad() async throws {
        let (cache, source, gate) = (try cache(), Source(5), Gate())

        let values = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<1000 {
                group.addTask {
                    try await cache.value(kind, tags: [.thing]) {
                        await gate.pass()
                        return source.load()
                    }
                }
            }
            while cache.statistics.loadsUnderWay == 0 { await Task.yield() }
            gate.open()
            return try await group.reduce(into: []) { $0.append($1) }
        }

        #expect(values == [Int](repeating: 5, count: 1000))
        #expect(source.loads == 1)
    }

    @Test func aCancelledLeaderLeavesItsFollowersAlone() async throws {
        let (cache, held) = (try cache(), HeldLoad(3))
        let leader = Task { try await cache.value(kind, tags: [.thing], load: held.load) }
        await held.hasBegun()
        let joining = Gate()
        let follower = Task {
            joining.open()
            return try await cache.value(kind, tags: [.thing]) { 4 }
        }
        await joining.pass()
        // The follower is on board when a second load would have returned 4.
        for _ in 0..<100 { await Task.yield() }

        leader.cancel()

        await #expect(throws: CancellationError.self) { try await leader.value }
        held.release()
        let value = try await follower.value
        #expect(value == 3 || value == 4, "3 when it joined, 4 when it came later")
    }

    @Test func aLoadThatNobodyWaitsForIsCancelled() async throws {
        let (cache, begun, ended) = (try cache(), Gate(), Gate())
        let callers = (0..<3).map { _ in
            Task {
                try await cache.value(kind, tags: [.thing]) {
                    begun.open()
                    await withTaskCancellationHandler {
                        await ended.pass()
                    } onCancel: {
                        ended.open()
                    }
                    try Task.checkCancellation()
                    return 1
                }
            }
        }
        await begun.pass()

        for caller in callers { caller.cancel() }

        for caller in callers { await #expect(throws: CancellationError.self) { try await caller.value } }
        await ended.pass()
        #expect(try await cache.value(kind, tags: [.thing]) { 2 } == 2)
    }

    @Test func errorsReachTheirCallersAndAreNotKept() async throws {
        let cache = try cache()

        await #expect(throws: Failure.self) { try await cache.value(kind, tags: [.thing]) { throw Failure() } }

        #expect(try await cache.value(kind, tags: [.thing]) { 2 } == 2)
    }

    @Test func aLoadThatAsksForItsOwnKeyGetsAnError() async throws {
        let cache = try cache()
        let kind = kind

        let error = await #expect(throws: CacheError.self) {
            try await cache.value(kind, tags: [.thing]) {
                try await cache.value(kind, key: CacheKey("other"), tags: [.thing]) {
                    try await cache.value(kind, tags: [.thing]) { 1 }
                }
            }
        }

        #expect(error?.code == .recursiveLoad)
    }

    @Test func loadsWithinLoadsDoNotWaitForEachOther() async throws {
        var configuration = QueryCacheConfiguration()
        configuration.maxConcurrentLoads = 1
        let cache = try cache(configuration)
        let kind = kind

        let value = try await cache.value(kind, tags: [.thing]) {
            try await cache.value(kind, key: CacheKey("inner"), tags: [.thing]) { 2 } + 1
        }

        #expect(value == 3)
    }

    @Test func noMoreLoadsThanAllowedAskAtATime() async throws {
        var configuration = QueryCacheConfiguration()
        configuration.maxConcurrentLoads = 3
        let cache = try cache(configuration)
        let kind = kind
        let most = MostAtOnce()

        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<50 {
                group.addTask {
                    _ = try await cache.value(kind, key: CacheKey(number), tags: [.thing]) {
                        most.begin()
                        for _ in 0..<10 { await Task.yield() }
                        most.end()
                        return number
                    }
                }
            }
            try await group.waitForAll()
        }

        #expect(most.most <= 3)
    }

    @Test func aLoadThatTakesTooLongIsGivenUp() async throws {
        var policy = CachePolicy.plain
        policy.loadTimeout = .seconds(5)
        let kind = numbers(policy)
        let time = ManualTime()
        let (cache, held) = (try cache(clock: .manual(time)), HeldLoad())
        let caller = Task { try await cache.value(kind, tags: [.thing], load: held.load) }
        await held.hasBegun()

        time.advance(by: .seconds(6))

        let error = await #expect(throws: CacheError.self) { try await caller.value }
        #expect(error?.code == .loadTimedOut)
        held.release()
    }

    @Test func tooManyKeysAtOnceAreRefused() async throws {
        var configuration = QueryCacheConfiguration()
        configuration.maxLoads = 1
        let (cache, held) = (try cache(configuration), HeldLoad(1))
        let first = Task { try await cache.value(kind, tags: [.thing], load: held.load) }
        await held.hasBegun()

        let error = await #expect(throws: CacheError.self) {
            try await cache.value(kind, key: CacheKey(2), tags: [.thing]) { 2 }
        }

        #expect(error?.code == .tooManyLoads)
        held.release()
        #expect(try await first.value == 1)
    }

    /// All places are taken by loads that ask for what another caller's load, which has none, will bring.
    @Test func aLoadDoesNotWaitForOneThatWaitsForItsPlace() async throws {
        var configuration = QueryCacheConfiguration()
        configuration.maxConcurrentLoads = 1
        let (cache, held) = (try cache(configuration), HeldLoad(1))
        let kind = kind
        let outer = Task {
            try await cache.value(kind, key: CacheKey("outer"), tags: [.thing]) {
                try await held.load() + cache.value(kind, key: CacheKey("inner"), tags: [.thing]) { 2 }
            }
        }
        await held.hasBegun()
        let inner = Task { try await cache.value(kind, key: CacheKey("inner"), tags: [.thing]) { 2 } }
        while cache.statistics.loadsUnderWay < 2 { await Task.yield() }

        held.release()

        #expect(try await outer.value == 3)
        #expect(try await inner.value == 2)
    }

    @Test func aLoadThatAnotherHasReplacedIsGivenUpInItsTime() async throws {
        var policy = CachePolicy.plain
        policy.loadTimeout = .seconds(5)
        let (kind, time) = (numbers(policy), ManualTime())
        let (cache, held) = (try cache(clock: .manual(time)), HeldLoad())
        let caller = Task { try await cache.value(kind, tags: [.thing], load: held.load) }
        await held.hasBegun()
        try await cache.invalidate(.thing)
        #expect(try await cache.value(kind, tags: [.thing]) { 2 } == 2)
        #expect(cache.statistics.loadsUnderWay == 1)

        time.advance(by: .seconds(6))

        let error = await #expect(throws: CacheError.self) { try await caller.value }
        #expect(error?.code == .loadTimedOut)
        held.release()
    }
}
