import LocalServers
import Logging
import NIOPosix
import RedisClient
import Synchronization
import TestServers

/// Servers and clients of tests.
enum RedisFixture {
    typealias Adjustment = (inout RedisConfiguration) -> Void

    static let logger: Logger = {
        var logger = Logger(label: "redis-tests")
        logger.logLevel = .critical
        return logger
    }()

    /// A client of the tests' shared server. Keys are the test's own: tests run at the same time.
    @discardableResult
    static func withClient<R>(
        _ adjust: Adjustment = { _ in },
        onEvent: @escaping @Sendable (RedisEvent) -> Void = { _ in },
        _ body: (RedisClient) async throws -> R
    ) async throws -> R {
        let server = try await TestServers.redis()
        return try await withClient(url: server.tcpURL, adjust, onEvent: onEvent, body)
    }

    @discardableResult
    static func withClient<R>(
        url: String, _ adjust: Adjustment = { _ in },
        onEvent: @escaping @Sendable (RedisEvent) -> Void = { _ in }, _ body: (RedisClient) async throws -> R
    ) async throws -> R {
        var configuration = try RedisConfiguration(url: url)
        configuration.commandTimeout = .seconds(20)
        adjust(&configuration)
        let client = try RedisClient(configuration, logger: logger, onEvent: onEvent)
        do {
            let result = try await body(client)
            await client.shutdown()
            return result
        } catch {
            await client.shutdown()
            throw error
        }
    }

    /// A server that a test may stop, kill and change.
    @discardableResult
    static func withOwnServer<R: Sendable>(
        settings: [String: String] = [:], _ body: (LocalRedis) async throws -> R
    ) async throws -> R {
        try await TestServers.withFolder("redis") { folder in
            var configuration = LocalRedis.Configuration(directory: folder + "/redis")
            configuration.settings = settings
            guard let server = try await LocalRedis.start(configuration, logger: logger) else {
                throw RedisError(.connectFailed, "These tests need redis-server.")
            }
            do {
                let result = try await body(server)
                server.resume()
                try await server.stop()
                return result
            } catch {
                server.resume()
                try? await server.stop()
                throw error
            }
        }
    }

    /// A client through a proxy.
    @discardableResult
    static func withProxy<R>(
        _ adjust: Adjustment = { _ in },
        onEvent: @escaping @Sendable (RedisEvent) -> Void = { _ in },
        _ body: (RedisClient, FaultProxy) async throws -> R
    ) async throws -> R {
        let server = try await TestServers.redis()
        return try await withFaultProxy(toPort: server.port) { proxy in
            let url = server.tcpURL.replacing(":\(server.port)/", with: ":\(proxy.port)/")
            return try await withClient(url: url, adjust, onEvent: onEvent) { try await body($0, proxy) }
        }
    }
}

/// The error of a call that has to fail.
func redisError<R>(_ body: () async throws -> R) async -> RedisError? {
    do {
        _ = try await body()
        return nil
    } catch {
        return error as? RedisError
    }
}

/// What a client's callback was told, in order.
final class EventRecorder: Sendable {
    private let events = Mutex<[RedisEvent]>([])

    var all: [RedisEvent] { events.withLock { $0 } }
    var connected: [RedisServerInfo] {
        all.compactMap { if case .connected(let server) = $0 { server } else { nil } }
    }
    var disconnected: [RedisError] {
        all.compactMap { if case .disconnected(let error) = $0 { error } else { nil } }
    }
    var pushes: [RedisPush] { all.compactMap { if case .push(let push) = $0 { push } else { nil } } }

    func record(_ event: RedisEvent) { events.withLock { $0.append(event) } }
}
