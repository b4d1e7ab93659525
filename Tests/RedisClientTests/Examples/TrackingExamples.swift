import NIOCore
import RedisClient
import Synchronization

/// The examples about pushes and client tracking.
enum TrackingExamples {
    final class Names: Sendable {
        private let state = Mutex((changes: 0, names: [String: String]()))

        func apply(_ event: RedisEvent) {
            state.withLock { state in
                switch event {
                case .push(let push):
                    guard let invalidation = push.invalidation else { return }
                    state.changes += 1
                    switch invalidation {
                    case .keys(let keys): for key in keys.compactMap(\.string) { state.names[key] = nil }
                    case .everything: state.names = [:]
                    }
                case .connected, .disconnected: state = (state.changes + 1, [:])
                case .connectFailed: break
                }
            }
        }

        func name(_ key: String, _ redis: RedisClient) async throws -> String? {
            let (known, changes) = state.withLock { ($0.names[key], $0.changes) }
            if let known { return known }
            guard let bytes = try await redis.get(key) else { return nil }
            let name = String(buffer: bytes)
            state.withLock { if $0.changes == changes { $0.names[key] = name } }
            return name
        }
    }

    static func tracking(_ url: String) throws -> (Names, RedisClient) {
        let names = Names()
        var configuration = try RedisConfiguration(url: url)
        configuration.setup = [.clientTracking(prefixes: ["name:"], ignoresOwnWrites: false)]
        let redis = try RedisClient(configuration) { names.apply($0) }
        return (names, redis)
    }

    static func watching(_ redis: RedisClient) async {
        for await push in redis.pushes(limit: 100) { print(push.kind) }
    }
}
