import NIOCore
import RedisClient
import Testing

@Suite struct ManyCallersTests {
    @Test func everyCallerGetsItsOwnReply() async throws {
        try await RedisFixture.withClient { redis async throws in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for caller in 0..<200 {
                    group.addTask { () async throws in
                        for round in 0..<100 {
                            let text = "\(caller)-\(round)"
                            #expect(try await redis.send("ECHO", text).string == text)
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(redis.load.sent == 0 && redis.load.waiting == 0)
        }
    }

    @Test func onTheEventLoopEveryCallerGetsItsOwnReplyThere() async throws {
        try await RedisFixture.withClient { redis async throws in
            let executor = EventLoopExecutor(redis.eventLoop)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for caller in 0..<200 {
                    group.addTask(executorPreference: executor) { () async throws in
                        for round in 0..<50 {
                            let text = "\(caller)-\(round)"
                            #expect(try await redis.send("ECHO", text).string == text)
                            #expect(redis.eventLoop.inEventLoop)
                            if round.isMultiple(of: 7) { await Task.yield() }
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test func commandsOfOneTaskRunInTheirOrder() async throws {
        try await RedisFixture.withClient { redis async throws in
            let key = "order-\(UInt32.random(in: 0...UInt32.max))"
            for number in 1...200 { #expect(try await redis.incr(key) == number) }
        }
    }
}
