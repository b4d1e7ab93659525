import Foundation
import LocalServers
import TestServers
import Testing

@testable import LocalServers

@Suite("A private Redis")
struct LocalRedisTests {
    private func started(_ configuration: LocalRedis.Configuration) async throws -> LocalRedis {
        try #require(try await LocalRedis.start(configuration, logger: quiet))
    }

    @Test("it answers on its socket to who knows the password, is bounded, and writes nothing to disk")
    func settings() async throws {
        let redis = try await TestServers.redis()

        #expect(redis.isRunning)
        #expect(RedisProbe.answers(socketPath: redis.socketPath, password: redis.start.password))
        #expect(!RedisProbe.answers(socketPath: redis.socketPath, password: "wrong"))
        #expect(!LoopbackPort.isFree(redis.port))
        let text = RedisSettings(
            port: 1, socketPath: "/a \"b\"", password: "p", directory: "/d", processFile: "/d/pid", maxMemoryBytes: 1000
        ).fileText
        #expect(RedisSettings.port(in: text) == 1)
        for line in ["bind 127.0.0.1", "unixsocket \"/a \\\"b\\\"\"", "save \"\"", "appendonly no", "maxmemory 1000"] {
            #expect(text.split(separator: "\n").contains { $0 == line }, "\(line)")
        }
        #expect(!"\(redis)".contains(redis.start.password))
        #expect(redis.tcpURL == "redis://:\(redis.start.password)@127.0.0.1:\(redis.port)/0")
    }

    @Test("stopped, killed or suspended, it can be started again at the same place")
    func restart() async throws {
        try await TestServers.withFolder("redis") { folder in
            let redis = try await started(.init(directory: folder + "/redis"))
            let (port, url) = (redis.port, redis.url)

            try await redis.stop()
            #expect(!redis.isRunning)
            try await redis.restart()
            try await redis.kill()
            #expect(!redis.isRunning)
            try await redis.restart()
            redis.suspend()
            try await redis.restart()

            #expect(redis.port == port && redis.url == url)
            #expect(RedisProbe.answers(socketPath: redis.socketPath, password: redis.start.password))
            try await redis.stop()
        }
    }

    @Test("one that an earlier program left is replaced; a second program is refused meanwhile")
    func leftover() async throws {
        try await TestServers.withFolder("redis") { folder in
            let configuration = LocalRedis.Configuration(directory: folder + "/redis")
            let former = try await started(configuration)
            let left = former.processID
            former.releaseLock()

            let redis = try await started(configuration)

            #expect(redis.processID != left && !ProcessProbe.isAlive(left))
            let error = await #expect(throws: LocalServerError.self) { try await started(configuration) }
            #expect(error?.code == .folderInUse)
            try await redis.stop()
        }
    }

    @Test("a program that can't be run is told with what it said")
    func broken() async throws {
        try await TestServers.withFolder("redis") { folder in
            var configuration = LocalRedis.Configuration(directory: folder + "/redis")
            configuration.program = "/nonexistent/redis-server"

            let error = await #expect(throws: LocalServerError.self) { try await started(configuration) }

            #expect(error?.code == .startFailed)
            #expect(error?.message.contains("/nonexistent/redis-server") == true)
        }
    }
}
