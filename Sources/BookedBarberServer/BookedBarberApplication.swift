public import BookedBarber
import Hummingbird
import HummingbirdCore
public import Logging
import NIOCore
public import PostgresDatabase
public import QueryCaching
public import ServiceLifecycle

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// The HTTP application.
public enum BookedBarberApplication {
    /// Makes the application as a service: `run()` listens and answers until graceful shutdown, which stops accepting
    /// connections, answers what is under way and then returns.
    ///
    /// The database is another service of the same group; put it before this one, so that it is shut down after it.
    ///
    /// ```swift
    /// let server = try BookedBarberApplication.make(
    ///     configuration: configuration, database: database, logger: logger,
    ///     onRunning: { port in logger.info("listening", metadata: ["port": "\(port)"]) })
    /// try await ServiceGroup(services: [database, server], logger: logger).run()
    /// ```
    ///
    /// - Parameters:
    ///   - cache: another service of the group, between the database and this one; nil: everything is read from the
    ///     database.
    ///   - passwords: hashes passwords, a few at a time; one for the whole process.
    ///   - now: the time, for tests.
    ///   - onRunning: called once when the socket listens, with its port.
    /// - Throws: when the routes contradict each other (a mistake of the program).
    public static func make(
        configuration: ServerConfiguration, database: Database, cache: QueryCache? = nil,
        passwords: PasswordHasher = PasswordHasher(),
        logger: Logger, now: @escaping @Sendable () -> Date = { Date() },
        onRunning: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
    ) throws -> some Service {
        let backend = Repositories(database: database, cache: cache, hasher: passwords)
        let server = ServerState(configuration: configuration, backend: backend, cache: cache, now: now)
        let migrator = Migrator(database: database)
        let router = try router(server) { try await migrator.isCurrent() }
        return Application(
            router: router,
            server: HTTPServerBuilder { responder in
                GuardedHTTP1Channel(limits: configuration.limits, responder: responder)
            },
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: configuration.port),
                serverName: nil, backlog: 1_024,
                availableConnectionsDelegate: .maximum(configuration.limits.connections, logger: logger)),
            onServerRunning: { channel in await onRunning(channel.localAddress?.port ?? configuration.port) },
            logger: logger)
    }

    static func router(
        _ server: ServerState, isCurrent: @escaping @Sendable () async throws -> Bool
    ) throws -> Router<RequestScope> {
        let recorder = SchemaRecorder()
        let (table, document) = RouteTable.all(server.configuration, isCurrent: isCurrent)
        for route in table.routes {
            _ = try route.request?.record(recorder)
            _ = try route.answer?.record(recorder)
        }
        try document.write(OpenAPIDocument(routes: table.routes, recorder: recorder))

        let router = Router(context: RequestScope.self, options: [.autoGenerateHeadEndpoints])
        router.add(middleware: IdentityMiddleware())
        // Outside the problems: what an answer has cost is told whatever the answer is.
        router.add(middleware: ActivityMiddleware(isStrict: server.configuration.isStrict))
        router.add(middleware: ProblemMiddleware(table: table))
        for route in table.routes {
            let endpoint = try Endpoint(route, server: server, recorder: recorder)
            router.on(RouterPath(route.path), method: route.method) { request, scope in
                try await endpoint.respond(to: request, scope: scope)
            }
        }
        return router
    }
}
