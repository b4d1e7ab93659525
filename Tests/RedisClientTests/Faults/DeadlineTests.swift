import NIOCore
import RedisClient
import TestServers
import Testing

@Suite struct DeadlineTests {
    @Test func aLateCommandEndsAtOnceAndTheConnectionLivesOn() async throws {
        let events = EventRecorder()
        try await RedisFixture.withProxy(onEvent: events.record) { redis, proxy async throws in
            try await redis.set("deadline-a", "a")
            await proxy.set(.hold)

            let start = ContinuousClock.now
            async let patient = redis.get("deadline-a")
            let error = await redisError { try await redis.get("deadline-b", timeout: .milliseconds(50)) }
            #expect(error?.code == .timedOut)
            #expect(error?.mayHaveRun == true)
            #expect(start.duration(to: .now) < .seconds(5))

            await proxy.set(.none)
            #expect(try await patient.map { String(buffer: $0) } == "a")
            #expect(try await redis.get("deadline-a").map { String(buffer: $0) } == "a")
            #expect(events.connected.count == 1 && events.disconnected.isEmpty)
        }
    }

    @Test func aCancelledCommandEndsAtOnceAndTheConnectionLivesOn() async throws {
        let events = EventRecorder()
        try await RedisFixture.withProxy(onEvent: events.record) { redis, proxy async throws in
            try await redis.ping()
            await proxy.set(.hold)
            let task = Task { try await redis.get("cancelled") }
            #expect(try await eventually { redis.load.sent == 1 })

            task.cancel()

            #expect(await redisError { try await task.value }?.code == .cancelled)
            await proxy.set(.none)
            try await redis.ping()
            #expect(events.disconnected.isEmpty)
        }
    }

    @Test func aTaskThatIsCancelledBeforeSendsNothingItWaitsFor() async throws {
        try await RedisFixture.withClient { redis async throws in
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return try await redis.get("never")
            }
            #expect(await redisError { try await task.value }?.code == .cancelled)
            try await redis.ping()
        }
    }

    /// Each command asks for a value that only it expects, while some are cancelled and some are late.
    @Test func noReplyEverReachesAnothersCommand() async throws {
        var numbers = SeededNumbers.anew(in: "DeadlineTests")
        let seed = numbers.next()
        let events = EventRecorder()
        try await RedisFixture.withProxy(onEvent: events.record) { redis, proxy async throws in
            try await redis.ping()
            await proxy.set(.delay(.milliseconds(8)))
            let (answered, failed) = try await withThrowingTaskGroup(of: (Int, Int).self) { group in
                for worker in 0..<40 {
                    group.addTask {
                        var numbers = SeededNumbers(seed: seed, stream: worker)
                        var (answered, failed) = (0, 0)
                        for round in 0..<60 {
                            let text =
                                "\(worker)-\(round)-"
                                + String(repeating: "x", count: .random(in: 0...300, using: &numbers))
                            let timeout = Duration.milliseconds(Int.random(in: 5...60, using: &numbers))
                            let task = Task { try await redis.send("ECHO", text, timeout: timeout).string }
                            if Int.random(in: 0..<4, using: &numbers) == 0 {
                                await Task.yield()
                                task.cancel()
                            }
                            do {
                                #expect(try await task.value == text)
                                answered += 1
                            } catch {
                                let code = (error as? RedisError)?.code
                                #expect(code == .timedOut || code == .cancelled, "\(error)")
                                failed += 1
                            }
                        }
                        return (answered, failed)
                    }
                }
                return try await group.reduce((0, 0)) { ($0.0 + $1.0, $0.1 + $1.1) }
            }
            #expect(answered > 100 && failed > 100, "\(answered) answered, \(failed) failed")
            await proxy.set(.none)
            #expect(try await redis.send("ECHO", "end").string == "end")
            #expect(events.connected.count == 1)
        }
    }

    @Test func whoWaitsForAConnectionIsToldSo() async throws {
        try await RedisFixture.withProxy { redis, proxy async throws in
            try await redis.ping()
            await proxy.set(.blackHole)
            await proxy.cutAll()
            #expect(try await eventually { !redis.load.isConnected })

            let error = await redisError { try await redis.set("never-sent", "x", timeout: .milliseconds(50)) }

            #expect(error?.code == .timedOut)
            #expect(error?.mayHaveRun == false)
            #expect(redis.load.waiting == 0)
        }
    }
}
