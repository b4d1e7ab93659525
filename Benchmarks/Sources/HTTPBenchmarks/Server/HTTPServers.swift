import BenchmarkReport
import Foundation
import LocalServers
import Logging
import PostgresDatabase

/// The server that all cases ask, in a process of its own, with private servers behind it.
struct HTTPServers: Sendable {
    let ports: ServerProgram.Ports
    let day: ShopDay

    /// Runs `body` with servers of its own, which are stopped and removed afterwards.
    static func with(_ body: @Sendable (HTTPServers) async throws -> Void) async throws {
        var logger = Logger(label: "benchmark")
        logger.logLevel = .error
        try await PrivateFolder.with { [logger] folder in
            let redis = try await LocalRedis.start(.init(directory: "\(folder)/redis"), logger: logger)
            guard let redis else { throw BenchmarkFailure("there is no redis-server on this machine; install Redis 7") }
            try await PrivateFolder.using(redis) { redis in
                let postgres = try await LocalPostgres.start(.init(directory: "\(folder)/postgres"), logger: logger)
                try await PrivateFolder.using(postgres) { postgres in
                    try await serve(postgres, redis, logger, body)
                } end: {
                    try await $0.stop()
                }
            } end: {
                try await $0.stop()
            }
        }
    }

    private static func serve(
        _ postgres: LocalPostgres, _ redis: LocalRedis, _ logger: Logger,
        _ body: @Sendable (HTTPServers) async throws -> Void
    ) async throws {
        let database = Database(configuration: try DatabaseConfiguration(url: postgres.url), logger: logger)
        let day = try await PrivateFolder.using(database) {
            try await ShopDay.make(in: $0)
        } end: {
            await $0.shutdown()
        }
        guard let program = Bundle.main.executablePath else {
            throw BenchmarkFailure("the path of this program isn't known; it can't start the server")
        }
        let order = ServerProgram.Order(postgres: postgres.url, redis: redis.url, token: day.clients[0].token)
        var environment = ProcessInfo.processInfo.environment
        environment[ServerProgram.variable] = String(decoding: try JSONEncoder().encode(order), as: UTF8.self)
        try await ChildServer.with(program, [ServerProgram.command], environment: environment) { line in
            let ports = try JSONDecoder().decode(ServerProgram.Ports.self, from: Data(line.utf8))
            try await body(HTTPServers(ports: ports, day: day))
        }
    }
}
