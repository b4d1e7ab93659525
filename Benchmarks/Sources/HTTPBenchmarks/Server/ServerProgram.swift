import BenchmarkReport
import BookedBarberServer
import Foundation
import Logging
import PostgresDatabase
import QueryCaching
import RedisClient
import ServiceLifecycle

/// The process that is measured: the application with a cache and without one, and a fixed response, on a port each.
enum ServerProgram {
    static let command = "http-server"
    static let variable = "BOOKEDBARBER_BENCH_HTTP"

    /// What it is to serve. Contains passwords: for the environment of a child process only.
    struct Order: Codable, Sendable {
        let postgres: String
        let redis: String
        /// Whose `/v1/me` is the fixed response.
        let token: String
    }

    /// Where it listens, as it says on its standard output.
    struct Ports: Codable, Sendable {
        let cached: Int
        let uncached: Int
        let fixed: Int
    }

    /// Serves until its standard input ends.
    static func run() async throws {
        guard let text = ProcessInfo.processInfo.environment[variable] else {
            throw BenchmarkFailure("\(command) is a part of scripts/bench http, which starts it itself")
        }
        let order = try JSONDecoder().decode(Order.self, from: Data(text.utf8))
        // From `notice` up, as an operator sets it who doesn't want a line for every request.
        let logger = Logger(label: command) { _ in LineLogHandler() }
        let database = Database(configuration: try DatabaseConfiguration(url: order.postgres), logger: logger)
        var caching = QueryCacheConfiguration()
        caching.redis = try RedisConfiguration(url: order.redis)
        let cache = try QueryCache(caching, database: database, logger: logger)
        let ports = PortBoard()
        let services: [any Service] = [
            database, cache, try application(database, cache, logger) { ports.cached.show($0) },
            try application(database, nil, logger) { ports.uncached.show($0) },
            FixedResponse(token: order.token, ports: ports, logger: logger),
            Announcement(ports: ports, cache: cache), InputEnd(),
        ]
        let configurations = services.map { service in
            ServiceGroupConfiguration.ServiceConfiguration(
                service: service, successTerminationBehavior: .gracefullyShutdownGroup,
                failureTerminationBehavior: .gracefullyShutdownGroup)
        }
        let group = ServiceGroup(configuration: .init(services: configurations, logger: logger))
        try await group.run()
    }

    private static func application(
        _ database: Database, _ cache: QueryCache?, _ logger: Logger, _ onRunning: @escaping @Sendable (Int) -> Void
    ) throws -> any Service {
        var configuration = ServerConfiguration()
        configuration.rateLimits = nil
        return try BookedBarberApplication.make(
            configuration: configuration, database: database, cache: cache, logger: logger, onRunning: onRunning)
    }
}
