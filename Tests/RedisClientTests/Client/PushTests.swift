import NIOCore
import Synchronization
import TestServers
import Testing

@testable import RedisClient

@Suite struct PushTests {
    private let prefix = "push-\(UInt32.random(in: 0...UInt32.max)):"

    private func track(_ configuration: inout RedisConfiguration) {
        configuration.setup = [.clientTracking(prefixes: [prefix])]
    }

    @Test func whatOthersWriteIsReported() async throws {
        let events = EventRecorder()
        try await RedisFixture.withClient(track, onEvent: events.record) { redis async throws in
            try await redis.ping()
            try await redis.set(prefix + "mine", "1")
            try await RedisFixture.withClient { other async throws in
                try await other.set("elsewhere", "1")
                try await other.set(prefix + "a", "1")
            }
            #expect(try await eventually { !events.pushes.isEmpty })
            let key = RESPValue.bulkString(ByteBuffer(string: prefix + "a"))
            #expect(events.pushes.map(\.invalidation) == [.keys([key])])
        }
    }

    /// In broadcast mode a server sends the invalidations of one turn of its loop after the replies of that turn, in one
    /// go: a reader of a new value is told about now, not before.
    @Test func whoReadsANewValueIsToldOfIt() async throws {
        let told = Mutex(0)
        let key = prefix + "ordered"
        try await RedisFixture.withClient(track) { event in
            if case .push(let push) = event, push.invalidation != nil { told.withLock { $0 += 1 } }
        } _: { redis async throws in
            try await redis.ping()
            try await RedisFixture.withClient { other async throws in
                let writer = Task { for number in 1...300 { try await other.set(key, number) } }
                var seen = 0
                while seen < 300 {
                    let before = told.withLock { $0 }
                    let value = try await redis.get(key).flatMap { Int(String(buffer: $0)) } ?? 0
                    if value > seen, before == 0 { #expect(try await eventually { told.withLock { $0 } > 0 }) }
                    seen = value
                }
                try await writer.value
            }
        }
    }

    @Test func trackingIsSetUpAgainAfterAReconnect() async throws {
        let events = EventRecorder()
        try await RedisFixture.withClient(track, onEvent: events.record) { redis async throws in
            let id = try await redis.send("CLIENT", "ID").integer ?? 0
            try await RedisFixture.withClient { other async throws in
                try await other.send("CLIENT", "KILL", "ID", id)
                #expect(try await eventually { events.connected.count == 2 })
                try await other.set(prefix + "b", "1")
            }
            #expect(try await eventually { events.pushes.count == 1 })
        }
    }

    @Test func aSlowReaderLosesTheOldestPushes() async throws {
        let events = EventRecorder()
        try await RedisFixture.withClient(track, onEvent: events.record) { redis async throws in
            try await redis.ping()
            let pushes = redis.pushes(limit: 2)
            try await RedisFixture.withClient { other async throws in
                for number in 1...5 { try await other.set("\(prefix)\(number)", "1") }
            }
            #expect(try await eventually { events.pushes.count == 5 })
            await redis.shutdown()

            var kept: [RedisPush] = []
            for await push in pushes { kept.append(push) }

            #expect(kept == events.pushes.suffix(2))
        }
    }

    @Test func aFlushIsAboutEverything() {
        let events = [RESPValue.simpleString("invalidate"), .null]
        #expect(RedisPush.invalidation(of: events) == .everything)
    }
}

extension RedisPush {
    fileprivate static func invalidation(of elements: [RESPValue]) -> Invalidation? {
        RedisPush(elements)?.invalidation
    }
}
