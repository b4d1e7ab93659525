import Logging
import NIOCore
import RedisClient
import TestServers
import Testing

@Suite struct RefusalTests {
    private func failure(_ url: String, _ adjust: (inout RedisConfiguration) -> Void = { _ in }) async throws
        -> RedisError?
    {
        try await RedisFixture.withClient(url: url, adjust) { redis in await redisError { try await redis.ping() } }
    }

    @Test func aWrongPasswordIsSaidAndNotShown() async throws {
        let server = try await TestServers.redis()
        let error = try await failure("redis://:hunter2@127.0.0.1:\(server.port)")

        #expect(error?.code == .connectFailed)
        #expect(error?.server?.prefix == .wrongPassword)
        #expect("\(String(describing: error))".contains("password"))
        #expect(!"\(String(describing: error))".contains("hunter2"))
    }

    @Test func noPasswordWhereOneIsNeededIsSaid() async throws {
        let server = try await TestServers.redis()
        #expect(try await failure("redis://127.0.0.1:\(server.port)")?.server?.prefix == .noAuthentication)
    }

    @Test func aDatabaseThatIsNotThereIsSaid() async throws {
        let server = try await TestServers.redis()
        let error = try await failure(server.tcpURL) { $0.database = 999 }
        #expect(error?.code == .connectFailed && error?.message.contains("SELECT") == true)
    }

    @Test func aSetUpThatIsRefusedFailsTheConnect() async throws {
        let server = try await TestServers.redis()
        let error = try await failure(server.tcpURL) { $0.setup = [RedisCommand("CLIENT", "TRACKING", "MAYBE")] }
        #expect(error?.code == .connectFailed && error?.message.contains("CLIENT") == true)
    }

    @Test func noServerIsSaid() async throws {
        #expect(try await failure("redis://127.0.0.1:1")?.code == .connectFailed)
        #expect(try await failure("unix:///nowhere/redis.sock")?.code == .connectFailed)
        #expect(try await failure("redis://no.such.host.invalid")?.code == .connectFailed)
    }

    @Test func aServerThatIsNoRedisIsSaid() async throws {
        let postgres = try await TestServers.postgres()
        let error = try await failure("redis://127.0.0.1:\(postgres.port)") { $0.connectTimeout = .seconds(2) }
        #expect(error?.code == .connectFailed || error?.code == .unexpectedReply || error?.code == .connectionLost)
    }

    @Test func aServerWithoutMemoryIsSaid() async throws {
        try await RedisFixture.withOwnServer(settings: ["maxmemory": "1", "maxmemory-policy": "noeviction"]) {
            server async throws in
            try await RedisFixture.withClient(url: server.tcpURL) { redis async throws in
                #expect(await redisError { try await redis.set("a", "1") }?.server?.prefix == .outOfMemory)
                try await redis.ping()
            }
        }
    }

    @Test func aReplyOverTheLimitIsSkippedAndTheConnectionLivesOn() async throws {
        let events = EventRecorder()
        let small: RedisFixture.Adjustment = { $0.limits.replyBytes = 10_000 }
        try await RedisFixture.withClient(small, onEvent: events.record) { redis async throws in
            let key = "huge-\(UInt32.random(in: 0...UInt32.max))"
            try await redis.set(key, String(repeating: "x", count: 1_000_000))
            async let neighbour: Void = redis.ping()
            #expect(await redisError { try await redis.get(key) }?.code == .replyTooLarge)
            try await neighbour
            #expect(try await redis.send("STRLEN", key).integer == 1_000_000)
            #expect(events.connected.count == 1)
            try await redis.unlink(key)
        }
    }

    @Test func aPushOverTheLimitEndsTheConnection() async throws {
        let (events, prefix) = (EventRecorder(), "wide-\(UInt32.random(in: 0...UInt32.max)):")
        let small: RedisFixture.Adjustment = { configuration in
            configuration.setup = [.clientTracking(prefixes: [prefix])]
            configuration.limits.replyElements = 100
        }
        try await RedisFixture.withClient(small, onEvent: events.record) { redis async throws in
            try await redis.ping()
            try await RedisFixture.withClient { other async throws in
                let keys = (0..<200).map { "\(prefix)\($0)" }
                _ = try await other.execute(RedisCommand("MSET", arguments: keys.flatMap { [$0, "1"] }))
                #expect(try await eventually { events.disconnected.count == 1 })
                #expect(events.disconnected.first?.message.contains("push") == true)
                #expect(try await eventually { events.connected.count == 2 })
                try await other.unlink(keys)
            }
        }
    }

    @Test func moreThanMayWaitIsRefused() async throws {
        let few: RedisFixture.Adjustment = { $0.limits.commands = 10 }
        try await RedisFixture.withProxy(few) { redis, proxy async throws in
            try await redis.ping()
            await proxy.set(.hold)
            let tasks = (0..<10).map { _ in Task { try await redis.ping() } }
            #expect(try await eventually { redis.load.sent + redis.load.waiting == 10 })

            let error = await redisError { try await redis.ping() }

            #expect(error?.code == .overloaded && error?.mayHaveRun == false)
            await proxy.set(.none)
            for task in tasks { try await task.value }
            try await redis.ping()
        }
    }
}
