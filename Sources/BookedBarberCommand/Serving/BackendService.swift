import BookedBarber
import BookedBarberServer
import DatabaseMonitoring
import Foundation
import Logging
import QueryCaching
import ServiceLifecycle

/// The whole of `bookedbarber serve` as one service: prepares, then serves until it's told to stop.
struct BackendService: Service {
    let configuration: BookedBarberConfiguration
    let demoScale: Double
    /// What the program has told swift-metrics to record in.
    let registry: MetricsRegistry
    let logger: Logger

    /// Above what the parts allow themselves (a request 30 s, the pool 10 s, PostgreSQL 60 s); then it's cancelled.
    private static let longestShutdown = Duration.seconds(120)

    /// Shutdown goes backwards: the HTTP server answers what it has accepted, then the monitor, the
    /// cache and its private Redis stop, the pool lets go of its connections, then the private PostgreSQL stops.
    func run() async throws {
        let address = ListenAddress(host: configuration.http.host, port: configuration.http.port)
        try await address.checkAvailable()
        try checkThresholds()
        let seen = try await MonitorAddress(configuration, logger: logger).find()
        guard let opened = try await prepare() else { return }
        let place = RunningPlace(configuration: configuration, logger: logger)
        let services: [any Service]
        var cached: ProgramCache?
        do {
            let program = try await ProgramCache.open(configuration, opened.database, logger: logger)
            cached = program
            let monitor = try ProgramMonitor(
                configuration, opened, program.cache, registry: registry, address: seen, token: place.token,
                logger: logger)
            services =
                [opened.database] + program.services + monitor.services
                + [
                    Maintenance(database: opened.database, logger: logger),
                    try http(opened, program.cache, place, monitor),
                ]
        } catch {
            await cached?.close()
            await opened.close(logger: logger)
            throw ProgramFailure(describing: error)
        }
        defer { place.leave() }
        do {
            try await group(opened.server.map { [PrivatePostgresService(server: $0, logger: logger)] } ?? [], services)
                .run()
        } catch {
            // The monitor's server has said already where it couldn't listen.
            if let failure = error as? ProgramFailure { throw failure }
            guard address.isListenFailure(error) else { throw ProgramFailure(describing: error) }
            throw address.failure(error)
        }
        logger.notice("Stopped")
    }

    /// Limits that contradict each other, each of which is possible by itself; before anything is started.
    private func checkThresholds() throws(ProgramFailure) {
        do {
            try configuration.monitoring.thresholds.validate()
        } catch {
            throw ProgramFailure(.configuration, "\(error) It is set below monitoring.alert_thresholds.")
        }
    }

    /// - Returns: nil when the program was told to stop meanwhile.
    private func prepare() async throws -> ProgramDatabase? {
        let preparation = ServePreparation(configuration: configuration, demoScale: demoScale, logger: logger)
        do {
            return try await cancelWhenGracefulShutdown { try await preparation.run() }
        } catch {
            if Task.isShuttingDownGracefully { return nil }
            throw ProgramFailure(describing: error)
        }
    }

    private func http(
        _ opened: ProgramDatabase, _ cache: QueryCache, _ place: RunningPlace, _ monitor: ProgramMonitor
    ) throws -> any Service {
        var server = ServerConfiguration()
        server.host = configuration.http.host
        server.port = configuration.http.port
        server.trustedProxies = configuration.http.trustedProxies
        let secret = try WebhookSecret.find(configuration)
        server.stripeWebhookSecret = .init(secret.value.value)
        let announcement = ServeAnnouncement(
            host: configuration.http.host, privateServer: opened.server.map { "\($0)" }, webhookSecret: secret.place)
        let demo = DemoData(database: opened.database, logger: logger)
        server.adminToken = .init(place.token)
        return try BookedBarberApplication.make(
            configuration: server, database: opened.database, cache: cache, logger: logger,
            onRunning: { port in
                let monitorURL = await monitor.url()
                place.announce(port: port, monitor: monitorURL)
                let hasDemo = (try? await demo.isLoaded()) ?? false
                StandardOutput.line(announcement.text(port: port, monitor: monitorURL, hasDemoAccounts: hasDemo))
            })
    }

    private func group(_ first: [any Service], _ rest: [any Service]) -> ServiceGroup {
        var quiet = logger
        quiet.logLevel = max(.error, logger.logLevel)
        var settings = ServiceGroupConfiguration(
            services: (first + rest).map { service in
                .init(
                    service: service, successTerminationBehavior: .gracefullyShutdownGroup,
                    failureTerminationBehavior: .gracefullyShutdownGroup)
            }, logger: quiet)
        settings.maximumGracefulShutdownDuration = Self.longestShutdown
        return ServiceGroup(configuration: settings)
    }
}
