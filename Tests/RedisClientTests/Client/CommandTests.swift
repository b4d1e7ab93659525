import NIOCore
import RedisClient
import TestServers
import Testing

@Suite struct CommandTests {
    private func key(_ name: String = #function) -> String { "\(name)-\(UInt32.random(in: 0...UInt32.max))" }

    @Test func aValueThatWasSetIsThere() async throws {
        try await RedisFixture.withClient { redis async throws in
            let key = key()

            #expect(try await redis.get(key) == nil)
            #expect(try await redis.set(key, "hello"))
            #expect(try await redis.get(key).map { String(buffer: $0) } == "hello")
            #expect(try await redis.set(key, [UInt8](0...255), condition: .ifMissing) == false)
            #expect(try await redis.getAndSet(key, [UInt8](0...255)).map { String(buffer: $0) } == "hello")
            #expect(try await redis.get(key) == ByteBuffer(bytes: 0...255))
            #expect(try await redis.exists(key))
            #expect(try await redis.unlink(key) == 1)
            #expect(try await !redis.exists(key))
        }
    }

    @Test func valuesExpire() async throws {
        try await RedisFixture.withClient { redis async throws in
            let key = key()
            try await redis.set(key, "x", expires: .seconds(100))
            let left = try await redis.send("PTTL", key).integer ?? 0
            #expect((1...100_000).contains(left))
            #expect(try await redis.pexpire(key, after: .seconds(500)))
            #expect(try await redis.expire(key, after: .zero))
            #expect(try await redis.get(key) == nil)
        }
    }

    @Test func manyKeysAreReadAtOnce() async throws {
        try await RedisFixture.withClient { redis async throws in
            let key = key()
            try await redis.set(key + "a", ByteBuffer(string: "1"))
            try await redis.set(key + "c", "3")

            let found = try await redis.mget([key + "a", key + "b", key + "c"])

            #expect(found.map { $0.map { String(buffer: $0) } } == ["1", nil, "3"])
            #expect(try await redis.mget([String]()).isEmpty)
            #expect(try await redis.del(key + "a", key + "b", key + "c") == 2)
        }
    }

    @Test func numbersCount() async throws {
        try await RedisFixture.withClient { redis async throws in
            let key = key()
            #expect(try await redis.incr(key) == 1)
            #expect(try await redis.incr(key, by: -43) == -42)
        }
    }

    @Test func anErrorReplyIsThrownWithItsPrefix() async throws {
        try await RedisFixture.withClient { redis async throws in
            let key = key()
            try await redis.set(key, "text")
            let wrongType = await redisError { try await redis.send("LPUSH", key, "x") }
            #expect(wrongType?.code == .serverError && wrongType?.server?.prefix == .wrongType)
            let notANumber = await redisError { try await redis.incr(key) }
            #expect(notANumber?.server?.prefix == .err)
            #expect(notANumber?.mayHaveRun == false)
            try await redis.ping()
        }
    }

    @Test func aPipelineIsAdjacentAndReturnsEachResult() async throws {
        try await RedisFixture.withClient { redis async throws in
            let key = key()
            let results = try await redis.pipeline([
                RedisCommand("MULTI"), RedisCommand("SET", key, "1"), RedisCommand("LPUSH", key, "x"),
                RedisCommand("INCR", key), RedisCommand("EXEC"), RedisCommand("NONSENSE", "secret"),
            ])

            #expect(results.count == 6)
            let executed = try results[4].get().elements
            #expect(executed?.count == 3 && executed?[2] == .integer(2))
            guard case .error(let inner)? = executed?[1] else { return #expect(Bool(false)) }
            #expect(inner.prefix == .wrongType)
            let last = await redisError { try results[5].get() }
            #expect(last?.server?.prefix == .err)
            #expect(!"\(String(describing: last))".contains("secret"))
        }
    }

    @Test(arguments: ["SUBSCRIBE", "hello", "Multi", "BLPOP", "MONITOR", "SELECT"])
    func commandsThatWouldHarmOtherCallersAreRefused(name: String) async throws {
        try await RedisFixture.withClient { redis async throws in
            #expect(await redisError { try await redis.send(name, "x", "0") }?.code == .unsupportedCommand)
            try await redis.ping()
        }
    }

    @Test func scriptsAreSentWholeOnlyToWhoDoesNotKnowThem() async throws {
        try await RedisFixture.withClient { redis async throws in
            let script = RedisScript("return {KEYS[1], ARGV[1], '\(key())'}")
            for _ in 0..<2 {
                let reply = try await redis.run(script, keys: ["k"], arguments: [7])
                #expect(reply.elements?.prefix(2).map(\.string) == ["k", "7"])
            }
            try await redis.load(RedisScript("return 1"))
            #expect(RedisScript("return 1").digest == "e0e1f9fabfc9d4800c877a703b823ac0578ff8db")
        }
    }

    @Test func keysAreFoundPageByPage() async throws {
        try await RedisFixture.withClient { redis async throws in
            let key = key()
            for number in 0..<50 { try await redis.set("\(key)\(number)", number) }
            var found: Set<String> = []
            var cursor: String? = "0"
            while let current = cursor {
                let page = try await redis.scan(cursor: current, match: "\(key.prefix(8))*", count: 10)
                found.formUnion(page.keys.map { String(buffer: $0) })
                cursor = page.next
            }
            #expect(found.filter { $0.hasPrefix(key) }.count == 50)
        }
    }

    @Test func theServerTellsAboutItself() async throws {
        let events = EventRecorder()
        let named: RedisFixture.Adjustment = { $0.clientName = "named" }
        try await RedisFixture.withClient(named, onEvent: events.record) { redis async throws in
            let info = try await redis.info("server")
            #expect(info["run_id"] == events.connected.first?.runID && info["run_id"]?.count == 40)
            #expect(events.connected.first?.version == info["redis_version"])
            #expect(events.connected.first?.role == .master)
            #expect(try await redis.send("CLIENT", "GETNAME").string == "named")
        }
        #expect(events.disconnected.map(\.code) == [.closed])
    }

    @Test func aUnixSocketServesAsWell() async throws {
        let server = try await TestServers.redis()
        try await RedisFixture.withClient(url: server.url) { redis async throws in
            let key = key()
            try await redis.set(key, "x")
            #expect(try await redis.get(key).map { String(buffer: $0) } == "x")
        }
    }

    @Test func largeValuesComeBackAsTheyWere() async throws {
        try await RedisFixture.withClient { redis async throws in
            let key = key()
            let large = [UInt8]((0..<5_000_000).map { UInt8(truncatingIfNeeded: $0 / 7) })
            try await redis.set(key, large)
            async let again = redis.get(key)
            async let other = redis.get(key)
            #expect(try await again == ByteBuffer(bytes: large))
            #expect(try await other == ByteBuffer(bytes: large))
            try await redis.unlink(key)
        }
    }
}
