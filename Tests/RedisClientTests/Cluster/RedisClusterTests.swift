import NIOCore
import RedisClient
import Synchronization
import TestServers
import Testing

@Suite struct RedisClusterTests {
    @Test func keysAreFoundOnAllNodes() async throws {
        try await ClusterFixture.withCluster { fixture async throws in
            try await fixture.withClient { cluster async throws in
                let keys = (0..<200).map { "key-\($0)" }
                for key in keys { try await cluster.set(key, key) }

                for key in keys { #expect(try await cluster.get(key).map { String(buffer: $0) } == key) }
                let all = try await cluster.mget(keys + ["missing"])
                #expect(all.map { $0.map { String(buffer: $0) } } == keys.map { $0 } + [nil])
                #expect(cluster.nodes.count == 3)
                for admin in fixture.admins { #expect(try await admin.send("DBSIZE").integer ?? 0 > 20) }
                let script = RedisScript("return redis.call('GET', KEYS[1])")
                for key in keys.prefix(9) { #expect(try await cluster.run(script, keys: [key]).string == key) }
            }
        }
    }

    @Test func aSlotMovesWhileItIsRead() async throws {
        try await ClusterFixture.withCluster { fixture async throws in
            try await fixture.withClient { cluster async throws in
                let keys = (0..<50).map { "{tag}\($0)" }
                let slot = HashSlot(of: "tag")
                let source = fixture.owner(of: slot)
                let target = (source + 1) % 3
                for key in keys { try await cluster.set(key, key) }
                let isDone = Mutex(false)
                let reader = Task { () async throws -> Int in
                    var reads = 0
                    while !isDone.withLock({ $0 }) || reads < 500 {
                        let key = keys[reads % keys.count]
                        #expect(try await cluster.get(key).map { String(buffer: $0) } == key)
                        reads += 1
                    }
                    return reads
                }

                try await fixture.admins[target].send(
                    "CLUSTER", "SETSLOT", slot.number, "IMPORTING", fixture.ids[source])
                try await fixture.admins[source].send(
                    "CLUSTER", "SETSLOT", slot.number, "MIGRATING", fixture.ids[target])
                for key in keys {
                    try await fixture.admins[source].send(
                        "MIGRATE", "127.0.0.1", fixture.nodes[target].port, key, 0, 5000, "AUTH",
                        ClusterFixture.password)
                }
                #expect(try await cluster.mget(keys).map { $0.map { String(buffer: $0) } } == keys)
                for index in [target, source] {
                    try await fixture.admins[index].send(
                        "CLUSTER", "SETSLOT", slot.number, "NODE", fixture.ids[target])
                }
                isDone.withLock { $0 = true }

                #expect(try await reader.value >= 500)
                #expect(try await fixture.admins[target].send("CLUSTER", "COUNTKEYSINSLOT", slot.number).integer == 50)
            }
        }
    }

    @Test func whileANodeIsDeadTheOthersServe() async throws {
        try await ClusterFixture.withCluster { fixture async throws in
            try await fixture.withClient { cluster async throws in
                let keys = (0..<30).map { "key-\($0)" }
                for key in keys { try await cluster.set(key, key) }
                let dead = fixture.owner(of: HashSlot(of: keys[0]))

                try await fixture.nodes[dead].kill()

                let start = ContinuousClock.now
                let error = await redisError { try await cluster.get(keys[0], timeout: .milliseconds(300)) }
                #expect(error != nil)
                #expect(start.duration(to: .now) < .seconds(5))
                for key in keys where fixture.owner(of: HashSlot(of: key)) != dead {
                    #expect(try await cluster.get(key).map { String(buffer: $0) } == key)
                }
            }
        }
    }

    @Test func aClusterThatIsNotThereIsSaid() async throws {
        let cluster = try RedisCluster([RedisConfiguration(url: "redis://127.0.0.1:1")], logger: RedisFixture.logger)
        #expect(await redisError { try await cluster.get("x", timeout: .milliseconds(100)) }?.code == .connectFailed)
        await cluster.shutdown()
        #expect(await redisError { try await cluster.get("x") }?.code == .closed)
    }
}
