import RedisClient
import TestServers
import Testing

@testable import QueryCaching

@Suite struct RedisFaultTests {
    private let kind = CacheKind<Int>("things", policy: .plain)

    @Test func whileRedisIsDownReadsGoOnAndAreRight() async throws {
        try await SharedFixture.withCaches { fixture, caches in
            for cache in caches { _ = try await fixture.read(1, cache, kind) }
            try await fixture.redis.kill()

            try await fixture.write(1, 1, caches[0])

            #expect(try await fixture.read(1, caches[0], kind) == 1)
            #expect(try await eventually { try await fixture.read(1, caches[1], kind) == 1 })

            try await fixture.redis.restart()
            for cache in caches { try await cache.isUsingRedis() }
            try await fixture.write(1, 2, caches[1])
            for cache in caches {
                #expect(try await eventually { try await fixture.read(1, cache, kind) == 2 })
            }
        }
    }

    @Test func aRedisThatComesBackWithoutItsLastWritesIsMadeUpForFirst() async throws {
        try await SharedFixture.withCaches { fixture, caches in
            try await afterRedisHasLostItsLastWrites(fixture, caches) { try await fixture.write(1, 1, caches[1]) }
        }
    }

    @Test func anInvalidationByHandOutlivesARedisThatLosesIt() async throws {
        try await SharedFixture.withCaches { fixture, caches in
            try await afterRedisHasLostItsLastWrites(fixture, caches) {
                try await fixture.database.write("UPDATE things SET value = 1 WHERE id = 1")
                try await caches[0].invalidate(.thing(1))
            }
        }
    }

    /// Redis comes back with what it held before `write`, which sets the first thing to 1; nobody may see the former.
    private func afterRedisHasLostItsLastWrites(
        _ fixture: SharedFixture, _ caches: [QueryCache], _ write: () async throws -> Void
    ) async throws {
        _ = try await fixture.read(1, caches[0], kind)
        #expect(try await fixture.isStored(1, caches[0], kind))
        try await caches[0].remote?.client.send("SAVE")

        try await write()
        try await fixture.redis.kill()
        try await fixture.redis.restart()

        #expect(try await fixture.isStored(1, caches[0], kind), "the former value")
        for cache in caches { try await cache.isUsingRedis() }
        for cache in caches { #expect(try await fixture.read(1, cache, kind) == 1) }
    }

    @Test func aLostConnectionLeavesNothingUnverified() async throws {
        let pushesOnly: SharedFixture.Adjustment = { $0.outboxInterval = .seconds(60) }
        try await SharedFixture.withCaches(2, pushesOnly) { fixture, caches in
            for cache in caches { _ = try await fixture.read(1, cache, kind) }
            let client = try #require(caches[0].remote?.client)
            let lost = caches.map { $0.verification.currentEpoch }
            try await client.send("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")
            #expect(try await eventually { caches[1].verification.currentEpoch > lost[1] })
            try await fixture.write(1, 7, caches[0])

            #expect(try await eventually { try await fixture.read(1, caches[1], kind) == 7 })
            try await caches[1].isUsingRedis()
        }
    }

    @Test func aSilentRedisIsNotBelievedForLongerThanAHeartbeat() async throws {
        let impatient: SharedFixture.Adjustment = {
            $0.heartbeat = .milliseconds(200)
            $0.redisTimeout = .milliseconds(50)
            $0.policies["things"] = .plain
            $0.policies["things"]?.degradedAge = .zero
        }
        try await SharedFixture.withCaches(2, impatient) { fixture, caches in
            for cache in caches { _ = try await fixture.read(1, cache, kind) }
            fixture.redis.suspend()

            try await fixture.database.write("UPDATE things SET value = 8 WHERE id = 1")

            for cache in caches {
                #expect(try await eventually { try await fixture.read(1, cache, kind) == 8 })
                #expect(try await eventually { cache.statistics.breakerTrips > 0 })
            }
            fixture.redis.resume()
            for cache in caches { try await cache.isUsingRedis() }
        }
    }

    @Test func aFullRedisIsNoError() async throws {
        let settings = ["maxmemory": "4mb", "maxmemory-policy": "noeviction"]
        let patient: SharedFixture.Adjustment = { $0.breakerThreshold = 1_000_000 }
        try await SharedFixture.withCaches(1, settings: settings, patient) { fixture, caches in
            let cache = caches[0]
            let texts = CacheKind<String>("texts", policy: .plain)
            for number in 0..<50 {
                let value = try await cache.value(texts, key: CacheKey(number), tags: [.thing(number)]) {
                    String(repeating: "x", count: 100_000)
                }
                #expect(value.count == 100_000)
            }

            #expect(try await eventually { cache.statistics.redisFailures > 0 })
            try await fixture.write(1, 1, cache)
            #expect(try await fixture.read(1, cache, kind) == 1)
        }
    }

    @Test func garbageFromRedisIsNoError() async throws {
        try await SharedFixture.with { fixture in
            try await withFaultProxy(toPort: fixture.redis.port) { proxy in
                let url = fixture.redis.tcpURL.replacing(":\(fixture.redis.port)/", with: ":\(proxy.port)/")
                try await fixture.withCaches(1, redisURL: url, { $0.redisTimeout = .milliseconds(200) }) { caches in
                    let cache = caches[0]
                    _ = try await fixture.read(1, cache, kind)
                    await proxy.set(.garbage(seed: 7))

                    for id in 1...20 { #expect(try await fixture.read(id, cache, kind) == 0) }
                    try await fixture.write(2, 1, cache)
                    #expect(try await fixture.read(2, cache, kind) == 1)

                    await proxy.set(.none)
                    try await cache.isUsingRedis()
                    #expect(try await fixture.read(2, cache, kind) == 1)
                }
            }
        }
    }

    @Test func whatNobodyCouldBeToldOfIsMadeUpForByThisProcess() async throws {
        try await SharedFixture.withCaches(1) { fixture, caches in
            let cache = caches[0]
            _ = try await fixture.read(1, cache, kind)
            try await fixture.database.write("UPDATE things SET value = 1 WHERE id = 1")
            try await fixture.database.write("ALTER TABLE cache_invalidations RENAME TO away")
            fixture.redis.suspend()
            cache.remote?.trust.failed()
            cache.remote?.trust.failed()
            cache.remote?.trust.failed()

            let error = await #expect(throws: CacheError.self) { try await cache.invalidate(.thing(1)) }

            #expect(error?.code == .notTold)
            fixture.redis.resume()
            try await fixture.database.write("ALTER TABLE away RENAME TO cache_invalidations")
            try await cache.isUsingRedis()
            #expect(try await fixture.read(1, cache, kind) == 1)
        }
    }
}
