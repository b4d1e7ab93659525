import NIOCore
import RedisClient

/// The examples in the documentation of `RedisClient`: `ExamplesInDocumentsTests` looks for them here.
enum ClientExamples {
    static func connecting() async throws -> ByteBuffer? {
        let redis = try RedisClient(RedisConfiguration(url: "redis://127.0.0.1:6379"))
        try await redis.set("greeting", "hello", expires: .seconds(60))
        let greeting = try await redis.get("greeting")
        await redis.shutdown()
        return greeting
    }

    static func configuring() throws -> RedisConfiguration {
        var configuration = try RedisConfiguration(url: "rediss://cache:secret@redis.example.com:6380/2")
        configuration.commandTimeout = .milliseconds(50)
        return configuration
    }

    static func sending(_ redis: RedisClient) async throws -> (String?, Int64?) {
        try await redis.set("greeting", "hello", expires: .seconds(60))
        let greeting = try await redis.get("greeting").map { String(buffer: $0) }
        let length = try await redis.send("STRLEN", "greeting").integer
        return (greeting, length)
    }

    static func naming() -> RedisCommand {
        let command = RedisCommand("SET", "greeting", "hello", "PX", 5_000)
        return command
    }

    static func ordering(_ order: String, _ redis: RedisClient) async throws -> [RESPValue]? {
        let results = try await redis.pipeline([
            RedisCommand("MULTI"),
            RedisCommand("DECRBY", "stock", 1),
            RedisCommand("RPUSH", "orders", order),
            RedisCommand("EXEC"),
        ])
        let replies = try results[3].get().elements
        return replies
    }

    static func counting(_ key: String, _ redis: RedisClient) async throws -> Int64 {
        do {
            return try await redis.incr(key, timeout: .milliseconds(200))
        } catch {
            guard error.code != .serverError, !error.mayHaveRun else { throw error }
            return try await redis.incr(key)  // The first was not executed, and will not be.
        }
    }

    static func greeting(_ redis: RedisClient) async throws {
        do {
            try await redis.set("greeting", "hello")
        } catch {
            guard error.server?.prefix == .readOnly else { throw error }
        }
    }

    static func running(_ redis: RedisClient) async throws -> RESPValue {
        let script = RedisScript("return redis.call('GET', KEYS[1])")
        let value = try await redis.run(script, keys: ["greeting"])
        return value
    }

    static func staying(_ redis: RedisClient) async throws -> ByteBuffer? {
        try await withTaskExecutorPreference(EventLoopExecutor(redis.eventLoop)) {
            try await redis.get("greeting")
        }
    }
}
