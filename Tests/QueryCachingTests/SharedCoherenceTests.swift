import Postgres
import RedisClient
import TestServers
import Testing

@testable import QueryCaching

@Suite struct SharedCoherenceTests {
    private let kind = CacheKind<Int>("things", policy: .plain)

    @Test func aValueThatOneProcessHasLoadedIsFoundByAnother() async throws {
        try await SharedFixture.withCaches { fixture, caches in
            #expect(try await fixture.read(1, caches[0], kind) == 0)
            try await fixture.database.write("UPDATE things SET value = 9 WHERE id = 1")
            #expect(try await fixture.isStored(1, caches[1], kind))

            #expect(try await fixture.read(1, caches[1], kind) == 0, "that nobody has invalidated")

            #expect(caches[1].statistics.kinds[0].counts.redisHits == 1)
        }
    }

    @Test func aCommittedTransactionIsSeenByAllProcesses() async throws {
        let pushesOnly: SharedFixture.Adjustment = { $0.outboxInterval = .seconds(60) }
        try await SharedFixture.withCaches(3, pushesOnly) { fixture, caches in
            for round in 1...20 {
                for cache in caches { _ = try await fixture.read(1, cache, kind) }
                let writer = caches[round % 3]
                try await fixture.write(1, round, writer)

                #expect(try await fixture.read(1, writer, kind) == round, "at once in the process that wrote")
                for cache in caches {
                    #expect(try await eventually { try await fixture.read(1, cache, kind) == round })
                }
            }
            // By pushes alone: the outbox was read at the start only.
            #expect(caches.allSatisfy { $0.statistics.pushes > 0 })
        }
    }

    @Test func whatACancelledCallerInvalidatesIsToldToOthers() async throws {
        let pushesOnly: SharedFixture.Adjustment = { $0.outboxInterval = .seconds(60) }
        try await SharedFixture.withCaches(2, pushesOnly) { fixture, caches in
            for cache in caches { _ = try await fixture.read(1, cache, kind) }
            try await fixture.database.write("UPDATE things SET value = 1 WHERE id = 1")
            let caller = Task {
                while !Task.isCancelled { await Task.yield() }
                try await caches[0].invalidate(.thing(1))
            }

            caller.cancel()

            try await caller.value
            #expect(try await eventually { try await fixture.read(1, caches[1], kind) == 1 })
        }
    }

    @Test func howLongPushesTakeIsKnownFromTheOutbox() async throws {
        let often: SharedFixture.Adjustment = { $0.outboxInterval = .milliseconds(20) }
        try await SharedFixture.withCaches(2, often) { fixture, caches in
            _ = try await fixture.read(1, caches[1], kind)

            try await fixture.write(1, 7, caches[0])

            #expect(try await eventually { caches[1].statistics.pushDelay.total == 1 })
            let delay = try #require(caches[1].statistics.pushDelay.quantile(1))
            #expect(delay > .zero && caches[1].statistics.pushDelay.sum < .seconds(30))
            // Its own writes come by no push, unless the other was first to see the row and told Redis in its place.
            let wasTold = caches[1].statistics.outboxRows > 0
            #expect(caches[0].statistics.pushDelay.total == 0 || wasTold)
        }
    }

    @Test func aTransactionThatIsRolledBackInvalidatesNothing() async throws {
        try await SharedFixture.withCaches(1) { fixture, caches in
            let cache = caches[0]
            _ = try await fixture.read(1, cache, kind)

            await #expect(throws: CancellationError.self) {
                try await cache.transaction { transaction in
                    transaction.invalidate(.thing(1))
                    throw CancellationError()
                }
            }

            #expect(cache.valueInMemory(kind, key: CacheKey(1)) == 0)
            let rows = try await fixture.database.read("SELECT count(*) FROM cache_invalidations")
            #expect(try rows.decode(Int.self) == [0])
        }
    }

    @Test func aTransactionSeesItsOwnWrites() async throws {
        try await SharedFixture.withCaches(1) { fixture, caches in
            let (cache, kind) = (caches[0], kind)
            _ = try await fixture.read(1, cache, kind)
            let load: @Sendable (any QueryExecutor) async throws -> Int = { executor in
                try await executor.query("SELECT value FROM things WHERE id = 1").decode(Int.self)[0]
            }

            try await cache.transaction { transaction in
                try await transaction.query("UPDATE things SET value = 5 WHERE id = 1")
                transaction.invalidate(.thing(1))
                let own = try await cache.value(
                    kind, key: CacheKey(1), tags: [.thing(1)], in: transaction, load: load)
                #expect(own == 5)
                #expect(cache.valueInMemory(kind, key: CacheKey(1)) == 0, "for others nothing has changed yet")
            }

            #expect(try await fixture.read(1, cache, kind) == 5)
        }
    }

    @Test func aTransactionThatInvalidatesEverythingReadsPastTheCache() async throws {
        try await SharedFixture.withCaches(1) { fixture, caches in
            let (cache, kind) = (caches[0], kind)
            _ = try await fixture.read(1, cache, kind)

            let own = try await cache.transaction { transaction in
                try await transaction.query("UPDATE things SET value = 5")
                transaction.invalidate(CacheTag(name: OutboxTable.everything))
                return try await cache.value(kind, key: CacheKey(1), tags: [.thing(1)], in: transaction) { executor in
                    try await executor.query("SELECT value FROM things WHERE id = 1").decode(Int.self)[0]
                }
            }

            #expect(own == 5)
            #expect(try await fixture.read(1, cache, kind) == 5)
        }
    }

    /// Redis may drop the generation of a tag; the one that is made then is another one than all before.
    @Test func aGenerationThatRedisHasDroppedNeverComesBack() async throws {
        try await SharedFixture.withCaches { fixture, caches in
            let client = try #require(caches[0].remote?.client)
            _ = try await fixture.read(1, caches[0], kind)
            #expect(try await fixture.isStored(1, caches[0], kind))
            try await fixture.write(1, 1, caches[0])

            try await client.unlink(["cache:g:thing:1"])

            for cache in caches { #expect(try await eventually { try await fixture.read(1, cache, kind) == 1 }) }
        }
    }

    @Test func afterAFlushNothingOldIsServed() async throws {
        try await SharedFixture.withCaches { fixture, caches in
            _ = try await fixture.read(1, caches[0], kind)
            _ = try await fixture.read(1, caches[1], kind)
            try await fixture.database.write("UPDATE things SET value = 3 WHERE id = 1")

            try await caches[0].remote?.client.flushAll()

            for cache in caches {
                #expect(try await eventually { try await fixture.read(1, cache, kind) == 3 })
            }
        }
    }

    @Test func anEntryThatCannotBeDecodedIsAMissAndIsReplaced() async throws {
        try await SharedFixture.withCaches { fixture, caches in
            let texts = CacheKind<String>("things", policy: .plain)
            _ = try await caches[0].value(texts, key: CacheKey(1), tags: [.thing(1)]) { "a text" }
            #expect(try await fixture.isStored(1, caches[0], kind))

            #expect(try await fixture.read(1, caches[1], kind) == 0)

            #expect(caches[1].statistics.kinds[0].counts.undecodable == 1)
        }
    }

    @Test func writersThatAreNotThisProgramAreNoticedByTheOutbox() async throws {
        try await SharedFixture.withCaches { fixture, caches in
            for cache in caches { _ = try await fixture.read(1, cache, kind) }

            try await fixture.database.transaction { transaction in
                try await transaction.query("UPDATE things SET value = 4 WHERE id = 1")
                try await transaction.query("INSERT INTO cache_invalidations (tags) VALUES (ARRAY['thing:1'])")
            }

            for cache in caches {
                #expect(try await eventually { try await fixture.read(1, cache, kind) == 4 })
            }
        }
    }

    /// A high-water mark of identities would lose the first row.
    @Test func rowsThatBecomeVisibleOutOfOrderAreAllApplied() async throws {
        try await SharedFixture.withCaches(1) { fixture, caches in
            let cache = caches[0]
            for id in 1...2 { _ = try await fixture.read(id, cache, kind) }
            let database = fixture.database

            try await database.transaction { slow in
                try await slow.query("UPDATE things SET value = 1 WHERE id = 1")
                try await slow.query("INSERT INTO cache_invalidations (tags) VALUES (ARRAY['thing:1'])")
                try await database.transaction { quick in
                    try await quick.query("UPDATE things SET value = 1 WHERE id = 2")
                    try await quick.query("INSERT INTO cache_invalidations (tags) VALUES (ARRAY['thing:2'])")
                }
                #expect(try await eventually { try await fixture.read(2, cache, kind) == 1 })
            }

            #expect(try await eventually { try await fixture.read(1, cache, kind) == 1 })
        }
    }

    @Test func withoutRedisProcessesLearnFromTheOutbox() async throws {
        let withoutRedis: SharedFixture.Adjustment = { $0.redis = nil }
        try await SharedFixture.withCaches(2, withoutRedis) { fixture, caches in
            for cache in caches { _ = try await fixture.read(1, cache, kind) }
            // The first look at the outbox is behind them.
            #expect(try await eventually { caches.allSatisfy { $0.outbox?.position != nil } })

            try await fixture.write(1, 6, caches[0])

            #expect(try await fixture.read(1, caches[0], kind) == 6)
            #expect(try await eventually { try await fixture.read(1, caches[1], kind) == 6 })
        }
    }
}
