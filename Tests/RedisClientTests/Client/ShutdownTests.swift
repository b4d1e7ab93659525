import NIOCore
import RedisClient
import TestServers
import Testing

@Suite struct ShutdownTests {
    @Test func whatWasTakenIsAnsweredFirst() async throws {
        try await RedisFixture.withProxy { redis, proxy async throws in
            try await redis.ping()
            await proxy.set(.hold)
            let tasks = (0..<20).map { number in Task { try await redis.send("ECHO", "\(number)").string } }
            let areTaken = try await eventually {
                let load = redis.load
                return load.sent + load.waiting == 20
            }
            #expect(areTaken)

            async let shutdown: Void = redis.shutdown(within: .seconds(20))
            await proxy.set(.none)
            await shutdown

            for (number, task) in tasks.enumerated() { #expect(try await task.value == "\(number)") }
            #expect(await redisError { try await redis.ping() }?.code == .closed)
        }
    }

    @Test func whatIsNotAnsweredInTimeFails() async throws {
        try await RedisFixture.withProxy { redis, proxy async throws in
            try await redis.ping()
            await proxy.set(.hold)
            let task = Task { try await redis.ping() }
            #expect(try await eventually { redis.load.sent == 1 })

            await redis.shutdown(within: .milliseconds(50))
            await redis.shutdown()

            let error = await redisError { try await task.value }
            #expect(error?.code == .closed && error?.mayHaveRun == true)
        }
    }

    @Test func duringAnOutageItEndsAtOnce() async throws {
        try await RedisFixture.withClient(url: "redis://127.0.0.1:1") { redis async throws in
            _ = await redisError { try await redis.ping() }
            await redis.shutdown()
            #expect(await redisError { try await redis.ping() }?.code == .closed)
        }
    }

    @Test func aClientThatIsDroppedClosesItsConnection() async throws {
        try await RedisFixture.withProxy { _, proxy async throws in
            #expect(try await eventually { proxy.counts.open == 1 })
            let configuration = try await RedisConfiguration(
                url: TestServers.redis().tcpURL.replacing(
                    ":\(TestServers.redis().port)/", with: ":\(proxy.port)/"))
            var other: RedisClient? = try RedisClient(configuration, logger: RedisFixture.logger)
            try await other?.ping()
            #expect(proxy.counts.open == 2)

            other = nil

            #expect(try await eventually { proxy.counts.open == 1 })
        }
    }

    @Test func manyClientsLeaveNothingBehind() async throws {
        try await RedisFixture.withProxy { _, proxy async throws in
            for _ in 0..<20 {
                let server = try await TestServers.redis()
                let url = server.tcpURL.replacing(":\(server.port)/", with: ":\(proxy.port)/")
                try await RedisFixture.withClient(url: url) { redis async throws in
                    async let first = redis.ping()
                    async let second = redis.ping()
                    _ = try await (first, second)
                }
            }
            #expect(try await eventually { proxy.counts.open == 1 })
        }
    }
}
