import NIOCore
import RedisClient
import TestServers
import Testing

/// The examples of the documentation, executed.
@Suite struct ExampleTests {
    /// The examples' keys are not a test's own: so is their server.
    private func withClient(_ body: (RedisClient, String) async throws -> Void) async throws {
        try await RedisFixture.withOwnServer { server async throws in
            try await RedisFixture.withClient(url: server.tcpURL) { try await body($0, server.tcpURL) }
        }
    }

    @Test func thoseOfAClient() async throws {
        try await withClient { redis, _ in
            let (greeting, length) = try await ClientExamples.sending(redis)
            #expect(greeting == "hello" && length == 5)
            try await ClientExamples.greeting(redis)
            let value = try await ClientExamples.running(redis)
            #expect(value.string == "hello")
            let again = try await ClientExamples.staying(redis)
            #expect(again == ByteBuffer(string: "hello"))
            let first = try await ClientExamples.counting("visits", redis)
            let second = try await ClientExamples.counting("visits", redis)
            #expect(first == 1 && second == 2)
            let replies = try await ClientExamples.ordering("shave", redis)
            #expect(replies == [.integer(-1), .integer(1)])
            _ = try await redis.execute(ClientExamples.naming())
            #expect(try ClientExamples.configuring().database == 2)
        }
    }

    @Test func thoseAboutTracking() async throws {
        try await withClient { other, url in
            let (names, redis) = try TrackingExamples.tracking(url)
            let watcher = Task { await TrackingExamples.watching(redis) }
            try await other.set("name:1", "Ada")
            let first = try await names.name("name:1", redis)
            #expect(first == "Ada")

            try await other.set("name:1", "Grace")
            #expect(try await eventually { try await names.name("name:1", redis) == "Grace" })
            try await redis.set("name:1", "Mary")
            #expect(try await eventually { try await names.name("name:1", redis) == "Mary" })
            try await other.flushAll()
            #expect(try await eventually { try await names.name("name:1", redis) == nil })

            await redis.shutdown()
            await watcher.value
        }
    }

    @Test func thoseAboutAClusterOfNodes() async throws {
        try await ClusterFixture.withCluster { fixture async throws in
            try await fixture.withClient { cluster async throws in
                let names = try await ClusterExamples.sharingASlot(cluster)
                #expect(names == [ByteBuffer(string: "Ada"), nil])
            }
        }
    }
}
