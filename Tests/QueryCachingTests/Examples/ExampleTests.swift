import PostgresDatabase
import QueryCaching
import TestServers
import Testing

/// The examples of the documentation, executed.
@Suite struct ExampleTests {
    private func withShop(_ body: (QueryCache, Database) async throws -> Void) async throws {
        try await SharedFixture.with { fixture in
            let database = fixture.database
            try await database.write("DROP TABLE cache_invalidations")
            try await RunningExamples.preparing(database)
            try await database.withConnection { connection in
                try await connection.execute(
                    script: """
                        CREATE TABLE users (id bigint PRIMARY KEY, full_name text NOT NULL);
                        CREATE TABLE services (id bigint PRIMARY KEY, price bigint NOT NULL);
                        INSERT INTO users VALUES (1, 'Ada'), (2, 'Grace');
                        INSERT INTO services VALUES (1, 2000)
                        """)
            }
            let cache = try RunningExamples.making(database, redisURL: fixture.redis.url, logger: quiet)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await cache.run() }
                defer { group.cancelAll() }
                #expect(try await eventually { RunningExamples.watching(cache) })
                try await body(cache, database)
            }
        }
    }

    @Test func thoseOfReads() async throws {
        try await withShop { cache, database in
            let users = Users(database: database)
            let before = try await CachingExamples.using(cache, users, id: 1, name: "Ada L.")
            #expect(before == User(id: 1, name: "Ada"))
            let after = try await CachingExamples.using(cache, users, id: 1, name: "Ada K.")
            #expect(after == User(id: 1, name: "Ada L."))
            let names = try await CachingExamples.readingSeveral(cache, users, ids: [1, 2, 3])
            #expect(names == [1: "Ada K.", 2: "Grace"])
            let keys = CachingExamples.naming(User(id: 1, name: "Ada"), barber: 7)
            #expect(keys == [CacheKey(1), CacheKey(7, "2026-11-25")])
        }
    }

    @Test func thoseOfWrites() async throws {
        try await withShop { cache, database in
            let own = try await CachingExamples.readingItsOwn(cache, id: 2, name: "Grace H.")
            #expect(own == User(id: 2, name: "Grace H."))
            try await CachingExamples.raising(cache, price: 2500, service: 1, shop: 7)
            let prices = try await database.read("SELECT price FROM services").decode(Int.self)
            #expect(prices == [2500])
            try await CachingExamples.byHand(cache, id: 2)
            let told = try await database.read("SELECT tags FROM cache_invalidations ORDER BY id")
                .decode([String].self)
            #expect(told == [["user:2"], ["services:7"], ["user:2"]])
        }
    }
}
