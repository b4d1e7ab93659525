import PostgresDatabase
import TestServers
import Testing

@testable import QueryCaching

@Suite struct OwedInvalidationTests {
    private let kind = CacheKind<Int>("things", policy: .plain)

    @Test func whatIsAddedWhileADebtIsPaidStaysOwed() {
        let owed = OwedInvalidations()
        owed.add([.thing(1), .thing(2)])
        let debt = owed.all
        owed.add([.thing(2), .thing(3)])

        owed.settle(debt)

        #expect(debt.tags == [.thing(1), .thing(2)])
        #expect(owed.all.tags == [.thing(2), .thing(3)])
    }

    @Test func tooManyOfThemAreEverything() {
        let owed = OwedInvalidations()
        owed.add((0...OwedInvalidations.limit).map { .thing($0) })
        #expect(owed.all.tags == [.everything])
    }

    /// Redis has heard of it, and loses it again; the process that invalidated is gone by then.
    @Test func whatOnlyRedisWasToldOfIsWrittenToTheOutboxLater() async throws {
        try await SharedFixture.withCaches { fixture, caches in
            _ = try await fixture.read(1, caches[0], kind)
            #expect(try await fixture.isStored(1, caches[0], kind))
            try await caches[0].remote?.client.send("SAVE")

            try await fixture.withCaches(1) { writers in
                try await fixture.database.write("UPDATE things SET value = 1 WHERE id = 1")
                try await fixture.database.write("ALTER TABLE cache_invalidations RENAME TO away")
                try await writers[0].invalidate(.thing(1))
                try await fixture.database.write("ALTER TABLE away RENAME TO cache_invalidations")
                #expect(try await eventually { try await rows(fixture) == 1 })
                #expect(try await eventually { writers[0].remote?.owed.all.tags.isEmpty == true })
            }
            try await fixture.redis.kill()
            try await fixture.redis.restart()

            for cache in caches { try await cache.isUsingRedis() }
            for cache in caches { #expect(try await fixture.read(1, cache, kind) == 1) }
        }
    }

    private func rows(_ fixture: SharedFixture) async throws -> Int {
        try await fixture.database.read("SELECT count(*) FROM cache_invalidations WHERE tags = '{thing:1}'")
            .decode(Int.self)[0]
    }

    @Test func anOutboxThatCannotBeReadSaysNothingAboutRedis() async throws {
        let strict: SharedFixture.Adjustment = { $0.breakerThreshold = 1 }
        try await SharedFixture.withCaches(1, strict) { fixture, caches in
            let cache = caches[0]
            let failures = cache.statistics.redisFailures
            try await fixture.database.write("ALTER TABLE cache_invalidations RENAME TO away")
            let polls = cache.statistics.failedPolls
            cache.remote?.distrust()

            #expect(try await eventually { cache.statistics.failedPolls > polls + 5 })

            #expect(cache.statistics.redisFailures == failures)
            #expect(cache.statistics.breakerTrips == 0)
            try await fixture.database.write("ALTER TABLE away RENAME TO cache_invalidations")
            try await cache.isUsingRedis()
        }
    }
}
