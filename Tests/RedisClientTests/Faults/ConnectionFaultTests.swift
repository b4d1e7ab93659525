import LocalServers
import NIOCore
import RedisClient
import Synchronization
import TestServers
import Testing

@Suite struct ConnectionFaultTests {
    @Test(arguments: [Fault.garbage(seed: 1), .garbage(seed: 2), .garbage(seed: 99)])
    func garbageEndsTheConnectionNotTheClient(fault: Fault) async throws {
        let impatient: RedisFixture.Adjustment = { $0.patience = .milliseconds(300) }
        try await RedisFixture.withProxy(impatient) { redis, proxy async throws in
            try await redis.ping()
            await proxy.set(fault)
            #expect(
                await redisError { try await redis.send("ECHO", "a long enough text to be garbled") }?.code
                    == .connectionLost)

            await proxy.set(.none)
            await proxy.cutAll()
            #expect(try await eventually { await redisError { try await redis.ping() } == nil })
        }
    }

    @Test(arguments: [Fault.halfOpen, .mute, .blackHole])
    func aConnectionThatAnswersNothingIsGivenUpAfterItsPatience(fault: Fault) async throws {
        let events = EventRecorder()
        let impatient: RedisFixture.Adjustment = {
            $0.patience = .milliseconds(200)
            $0.connectTimeout = .milliseconds(500)
        }
        try await RedisFixture.withProxy(impatient, onEvent: events.record) { redis, proxy async throws in
            try await redis.ping()
            await proxy.set(fault)

            let error = await redisError { try await redis.get("x") }

            #expect(error?.code == .connectionLost)
            #expect(error?.mayHaveRun == true)
            #expect("\(String(describing: error))".contains("owed replies"))
            await proxy.set(.none)
            await proxy.cutAll()
            #expect(try await eventually { await redisError { try await redis.ping() } == nil })
            #expect(events.connected.last?.reconnects ?? 0 > 0)
        }
    }

    @Test func whenTheServerClosesTheConnectionTheNextCommandFindsAnother() async throws {
        let events = EventRecorder()
        try await RedisFixture.withClient(onEvent: events.record) { redis async throws in
            let id = try await redis.send("CLIENT", "ID").integer ?? 0
            try await RedisFixture.withClient { other in try await other.send("CLIENT", "KILL", "ID", id) }
            #expect(try await eventually { events.disconnected.count == 1 })

            try await redis.ping()

            #expect(try await redis.send("CLIENT", "ID").integer != id)
            #expect(events.connected.count == 2)
        }
    }

    @Test func whatWasSentWhenTheConnectionWasLostMayHaveRunAndIsNotSentAgain() async throws {
        try await RedisFixture.withProxy { redis, proxy async throws in
            let key = "lost-\(UInt32.random(in: 0...UInt32.max))"
            try await redis.ping()
            await proxy.set(.mute)
            let task = Task { try await redis.incr(key) }
            try await RedisFixture.withClient { other async throws in
                #expect(try await eventually { try await other.get(key) != nil })
                await proxy.set(.none)
                await proxy.cutAll()

                let error = await redisError { try await task.value }
                #expect(error?.code == .connectionLost && error?.mayHaveRun == true)
                try await redis.ping()
                #expect(try await other.get(key).map { String(buffer: $0) } == "1")
            }
        }
    }

    @Test func inAnOutageCommandsFailAtOnceAndTheServersReturnIsNoticed() async throws {
        let events = EventRecorder()
        try await RedisFixture.withOwnServer { server async throws in
            try await RedisFixture.withClient(url: server.tcpURL, onEvent: events.record) { redis async throws in
                try await redis.set("a", "1")
                try await server.kill()
                #expect(try await eventually { await redisError { try await redis.ping() }?.code == .connectFailed })
                let error = await redisError { try await redis.ping() }
                #expect(error?.mayHaveRun == false)

                try await server.restart()
                #expect(try await eventually { await redisError { try await redis.ping() } == nil })
                #expect(try await redis.get("a") == nil)
                let ids = events.connected.map(\.runID)
                #expect(ids.count == 2 && ids[0] != ids[1])
            }
        }
    }

    @Test func aSuspendedServerMakesCommandsLateAndThenGoesOn() async throws {
        try await RedisFixture.withOwnServer { server async throws in
            try await RedisFixture.withClient(url: server.tcpURL) { redis async throws in
                try await redis.ping()
                server.suspend()
                #expect(await redisError { try await redis.ping(timeout: .milliseconds(50)) }?.code == .timedOut)
                server.resume()
                try await redis.ping()
            }
        }
    }

    @Test func aReadOnlyServerIsLeftAndAskedForAnew() async throws {
        let events = EventRecorder()
        try await RedisFixture.withOwnServer { server async throws in
            try await RedisFixture.withClient(url: server.tcpURL, onEvent: events.record) { redis async throws in
                try await redis.set("a", "1")
                // A replica of nobody: what it was before is of no consequence.
                try await redis.send("REPLICAOF", "127.0.0.1", 1)
                #expect(await redisError { try await redis.set("a", "2") }?.server?.prefix == .readOnly)
                #expect(try await eventually { events.connected.count >= 2 })
                #expect(events.connected.last?.role == .replica)
                try await redis.send("REPLICAOF", "NO", "ONE")
                #expect(try await eventually { await redisError { try await redis.set("a", "3") } == nil })
            }
        }
    }
}
