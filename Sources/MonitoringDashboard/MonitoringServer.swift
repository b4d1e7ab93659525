public import DatabaseMonitoring
import Foundation
import Hummingbird
import HummingbirdCore
public import Logging
import NIOCore
public import ServiceLifecycle

/// The monitor's own HTTP server: `/metrics`, `/dashboard`, and what they show as JSON.
public enum MonitoringServer {
    /// Makes the server as a service: `run()` listens and answers until graceful shutdown, which ends the streams of
    /// events, answers what is under way and then returns.
    ///
    /// ```swift
    /// let server = try MonitoringServer.make(
    ///     configuration: configuration, source: monitor, access: .tokenOnly, logger: logger,
    ///     onRunning: { port in logger.info("dashboard", metadata: ["port": "\(port)"]) })
    /// try await ServiceGroup(services: [database, monitor, server], logger: logger).run()
    /// ```
    ///
    /// - Parameters:
    ///   - source: what is shown; usually another service of the group, before this one.
    ///   - access: who may sign in where the address isn't a loopback one.
    ///   - onRunning: called once when the socket listens, with its port.
    /// - Throws: ``MonitoringConfigurationError``.
    public static func make(
        configuration: MonitoringServerConfiguration, source: any MonitorSource, access: MonitoringAccess = .tokenOnly,
        logger: Logger, onRunning: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
    ) throws -> some Service {
        try make(
            configuration: configuration, source: source, access: access, logger: logger, now: { Date() },
            onRunning: onRunning)
    }

    static func make(
        configuration: MonitoringServerConfiguration, source: any MonitorSource, access: MonitoringAccess,
        logger: Logger, now: @escaping @Sendable () -> Date,
        onRunning: @escaping @Sendable (_ port: Int) async -> Void
    ) throws -> some Service {
        try configuration.validate()
        if !configuration.isForThisMachine, !configuration.isReachedOverTLS {
            let place = configuration.publicAddress?.origin ?? configuration.host
            logger.warning(
                "The monitor is reached at \(place) without TLS: passwords and tokens can be read on the way.")
        }
        return Application(
            router: router(configuration, source, access, now),
            server: HTTPServerBuilder { responder in
                AdminHTTPChannel(limits: configuration.limits, responder: responder)
            },
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: configuration.port), serverName: nil,
                availableConnectionsDelegate: .maximum(configuration.limits.connections, logger: logger)),
            onServerRunning: { channel in await onRunning(channel.localAddress?.port ?? configuration.port) },
            logger: logger)
    }

    private static func router(
        _ configuration: MonitoringServerConfiguration, _ source: any MonitorSource, _ access: MonitoringAccess,
        _ now: @escaping @Sendable () -> Date
    ) -> Router<AdminRequestContext> {
        let sessions = AdminSessions(access)
        let attempts = AttemptLimit()
        let cookie = SessionCookie(isSecure: configuration.isReachedOverTLS)
        let addresses = ClientAddress(trustedProxies: configuration.trustedProxies)

        let router = Router(context: AdminRequestContext.self, options: [.autoGenerateHeadEndpoints])
        router.add(middleware: ProblemMiddleware())
        router.add(
            middleware: AccessMiddleware(
                rule: AccessRule(configuration), cookie: cookie, sessions: sessions, attempts: attempts,
                addresses: addresses))
        DataRoutes(source: source, now: now).add(to: router)
        AlertRoutes(source: source, limits: configuration.limits, now: now).add(to: router)
        EventRoute(source: source, limits: configuration.limits).add(to: router)
        PageRoutes(
            source: source, history: DashboardHistory(source: source, now: now), timeZone: configuration.timeZone,
            now: now
        ).add(to: router)
        SignInRoutes(
            configuration: configuration, cookie: cookie, sessions: sessions, attempts: attempts, addresses: addresses
        ).add(to: router)
        return router
    }
}
