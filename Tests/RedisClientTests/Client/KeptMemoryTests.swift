import NIOCore
import RedisClient
import Testing

/// Replies that come together share memory only until their callers have them.
@Suite struct KeptMemoryTests {
    private func isModest(_ bytes: ByteBuffer) -> Bool { bytes.storageCapacity <= max(64, bytes.readableBytes * 4) }

    @Test func aSmallValueKeepsNoLargeBufferAlive() async throws {
        try await RedisFixture.withClient { redis async throws in
            let keys = (0..<300).map { "kept-\($0)" }
            for key in keys { try await redis.set(key, "value of \(key)") }

            let together = try await redis.mget(keys)
            #expect(together.allSatisfy { $0.map(isModest) ?? false })
            let both = try await redis.send("MGET", keys[0], keys[1]).elements?.compactMap(\.bytes)
            #expect(both?.count == 2 && both?.allSatisfy(isModest) == true)

            let apart = try await withThrowingTaskGroup(of: ByteBuffer?.self) { group in
                for key in keys { group.addTask { try await redis.get(key) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(apart.count == keys.count && apart.allSatisfy { $0.map(isModest) ?? false })

            let pipelined = try await redis.pipeline(keys.map { RedisCommand("GET", $0) })
            #expect(try pipelined.allSatisfy { try $0.get().bytes.map(isModest) ?? false })
        }
    }
}
