import BookedBarber
import LocalServers
import Logging
import PostgresDatabase
import QueryCaching
import RedisClient
import ServiceLifecycle

/// The query cache of `serve`, with the private Redis that was started for it.
struct ProgramCache: Sendable {
    let cache: QueryCache
    /// nil when Redis is somebody else's, or there is none on this machine.
    let server: LocalRedis?

    /// In the order in which they start; they stop backwards.
    var services: [any Service] {
        let servers = server.map { [PrivateRedisService(server: $0, logger: cache.logger)] } ?? []
        return servers + [cache]
    }

    /// Starts a private Redis where none is configured. That there is none, or that it doesn't start, costs the second
    /// tier alone.
    ///
    /// - Throws: ``ProgramFailure``. Nothing is left running then.
    static func open(
        _ configuration: BookedBarberConfiguration, _ database: Database, logger: Logger
    ) async throws(ProgramFailure) -> ProgramCache {
        var server: LocalRedis?
        do {
            var settings = QueryCacheConfiguration(configuration.caching)
            if let url = configuration.caching.redisURL {
                settings.redis = try RedisConfiguration(url: url.value)
            } else {
                server = await start(configuration, logger: logger)
                if let server { settings.redis = try RedisConfiguration(url: server.url) }
            }
            settings.redis?.clientName = "bookedbarber"
            return ProgramCache(
                cache: try QueryCache(settings, database: database, logger: logger), server: server)
        } catch {
            try? await server?.stop()
            throw ProgramFailure(describing: error)
        }
    }

    /// Stops the private Redis.
    func close() async { try? await server?.stop() }

    private static func start(_ configuration: BookedBarberConfiguration, logger: Logger) async -> LocalRedis? {
        do {
            let folder = try StateFolder.prepare(configuration)
            let server = try await LocalRedis.start(.init(directory: folder.redis), logger: logger)
            if server == nil { logger.info("There is no redis-server; what is cached stays in this process") }
            return server
        } catch {
            logger.warning("The private Redis could not be started; going on without", metadata: ["error": "\(error)"])
            return nil
        }
    }
}

extension QueryCacheConfiguration {
    /// The customer's times, by kind of data.
    init(_ settings: CachingSettings) {
        self.init()
        keyPrefix = settings.keyPrefix
        timesToLive = [
            "user_profile": settings.userProfileTTL, "barber_schedule": settings.barberScheduleTTL,
            "appointment_list": settings.appointmentListTTL, "revenue_data": settings.revenueDataTTL,
            "analytics_data": settings.analyticsDataTTL, "service_list": settings.serviceListTTL,
            "static_data": settings.staticDataTTL, "encoded_answer": settings.defaultTTL,
        ]
    }
}
