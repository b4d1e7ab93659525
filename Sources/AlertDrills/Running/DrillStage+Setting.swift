import DatabaseMonitoring
import LocalServers
import Logging
import PostgresDatabase
import QueryCaching
import RedisClient
import ServiceLifecycle

extension DrillStage {
    /// Sets the stage for as long as `body` runs; takes all of it down again, whatever happens.
    static func with(
        _ name: String, _ setting: DrillSetting, _ watch: DrillWatch, webhooks: [AlertDestination], logger: Logger,
        _ body: (DrillStage) async throws -> Void
    ) async throws {
        let folder = try DrillFolder.make()
        defer { folder.remove() }
        try await withRedis(name, setting, folder, logger) { redis in
            try await withPostgres(setting, folder, logger) { server in
                let stage = try DrillStage(name, setting, watch, webhooks, folder, server, redis, logger)
                try await stage.runServices { try await body(stage) }
            }
        }
    }

    private init(
        _ name: String, _ setting: DrillSetting, _ watch: DrillWatch, _ webhooks: [AlertDestination],
        _ folder: DrillFolder, _ server: LocalPostgres, _ redis: LocalRedis?, _ logger: Logger
    ) throws {
        (self.folder, self.server, self.redis, self.watch, self.logger) = (folder, server, redis, watch, logger)
        registry = MetricsRegistry()
        var settings = try DatabaseConfiguration(url: server.url, pool: setting.pool, lanes: .off)
        settings.telemetry = .off
        database = Database(configuration: settings, logger: logger)
        cache = try setting.cache == .none ? nil : QueryCache(Self.caching(redis), database: nil, logger: logger)
        var configuration = MonitorConfiguration()
        configuration.interval = setting.interval
        configuration.disks = setting.disks
        configuration.name = "drill of \(name)"
        // Four samples a second cost more than one in ten.
        (configuration.budget, configuration.isThorough) = (1, true)
        configuration.observer = { watch.see($0, $1) }
        monitor = try DatabaseMonitor(
            database: database, cache: cache, alerts: webhooks, configuration: configuration,
            rules: setting.rules(for: name), registry: registry, logger: logger)
    }

    private static func caching(_ redis: LocalRedis?) throws -> QueryCacheConfiguration {
        var configuration = QueryCacheConfiguration()
        configuration.redis = try redis.map { try RedisConfiguration(url: $0.url) }
        configuration.telemetry = .off
        return configuration
    }

    private func runServices(_ body: () async throws -> Void) async throws {
        let services: [any Service] = [database, monitor] + (cache.map { [$0] } ?? [])
        try await whileRunning(services.map { service in { try await service.run() } }, body)
    }

    private static func withPostgres(
        _ setting: DrillSetting, _ folder: DrillFolder, _ logger: Logger, _ body: (LocalPostgres) async throws -> Void
    ) async throws {
        let settings = DrillSetting.usual.merging(setting.postgres) { $1 }
        let server = try await LocalPostgres.start(
            .init(directory: "\(folder.path)/postgres", settings: settings, durable: false), logger: logger)
        do { try await body(server) } catch {
            try? await server.stop(.immediate)
            throw error
        }
        try await server.stop(.immediate)
    }

    private static func withRedis(
        _ name: String, _ setting: DrillSetting, _ folder: DrillFolder, _ logger: Logger,
        _ body: (LocalRedis?) async throws -> Void
    ) async throws {
        guard setting.cache == .withRedis else { return try await body(nil) }
        guard let redis = try await LocalRedis.start(.init(directory: "\(folder.path)/redis"), logger: logger) else {
            throw DrillError(drill: name, "This drill needs redis-server, which isn't on this machine: install it.")
        }
        do { try await body(redis) } catch {
            try? await redis.stop()
            throw error
        }
        try await redis.stop()
    }
}
