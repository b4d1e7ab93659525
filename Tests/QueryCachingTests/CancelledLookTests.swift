import Synchronization
import TestServers
import Testing

@testable import QueryCaching

@Suite struct CancelledLookTests {
    private let kind = CacheKind<Int>("things", policy: .plain)

    /// The first caller looks into Redis in its own task; others wait for what it finds.
    @Test func aLeaderWhoIsCancelledWhileItLooksLeavesItsFollowersAlone() async throws {
        let patient: SharedFixture.Adjustment = {
            $0.breakerThreshold = 1_000_000
            $0.redisTimeout = .seconds(30)
        }
        try await SharedFixture.withCaches(2, patient) { fixture, caches in
            let (cache, kind) = (caches[1], kind)
            _ = try await fixture.read(1, caches[0], kind)
            #expect(try await fixture.isStored(1, caches[0], kind))
            let loads = Mutex(0)
            fixture.redis.suspend()
            let leader = Task {
                try await cache.value(kind, key: CacheKey(1), tags: [.thing(1)]) {
                    loads.withLock { $0 += 1 }
                    return 5
                }
            }
            #expect(try await eventually { cache.statistics.loadsUnderWay == 1 })
            let key = EntryKey(kind: kind.number, key: CacheKey(1))
            let boarding = cache.flights.board(
                key, in: cache.generations, isJoinable: { _ in true },
                { cache.makeFlight([.thing(1)], cache.state(of: kind), isRefresh: false) })
            guard case .joined(let flight) = boarding else { throw CancellationError() }

            leader.cancel()

            await #expect(throws: CancellationError.self) { try await leader.value }
            fixture.redis.resume()
            #expect(try await flight.outcome().value(Int.self) == 0, "what Redis has")
            #expect(loads.withLock { $0 } == 0)
        }
    }
}
