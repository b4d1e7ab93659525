import LocalServers
import Logging
import Synchronization

/// Real servers for tests: one PostgreSQL and one Redis per test process, started by the first test that asks, stopped
/// when the process exits, in a temporary folder.
///
/// ```swift
/// let template = try await TestServers.template("migrated") { url in try await migrate(url) }
/// let url = try await TestServers.database("bookings", template: template)
/// ```
///
/// A test that stops, kills or suspends a server must not use these; see ``withOwnPostgres(_:settings:durable:_:)``.
/// All functions may be called from any number of tests at once.
public enum TestServers {
    private static let sharedPostgres = Once<LocalPostgres>()
    private static let sharedRedis = Once<LocalRedis?>()

    /// The cluster of this test process.
    public static func postgres() async throws -> LocalPostgres {
        try await sharedPostgres.value {
            let folder = try await TestFolder.current()
            return try await LocalPostgres.start(configuration(in: folder.path("postgres")), logger: logger)
        }
    }

    /// The Redis of this test process.
    ///
    /// - Throws: ``TestServerError`` when there is no `redis-server` on this machine.
    public static func redis() async throws -> LocalRedis {
        let redis = try await sharedRedis.value {
            let folder = try await TestFolder.current()
            return try await LocalRedis.start(.init(directory: folder.path("redis")), logger: logger)
        }
        guard let redis else {
            throw TestServerError("These tests need redis-server. Install it: scripts/setup")
        }
        return redis
    }

    /// A server of a test's own, which it may stop, kill and restart. It is stopped and removed when `body` returns or
    /// throws.
    public static func withOwnPostgres<R: Sendable>(
        _ name: String, settings: [String: String] = [:], durable: Bool = false,
        _ body: (LocalPostgres) async throws -> R
    ) async throws -> R {
        try await withFolder(name) { path in
            var configuration = configuration(in: path + "/postgres")
            configuration.settings.merge(settings) { $1 }
            configuration.durable = durable
            let server = try await LocalPostgres.start(configuration, logger: logger)
            do {
                let result = try await body(server)
                try await server.stop(.immediate)
                return result
            } catch {
                try? await server.stop(.immediate)
                throw error
            }
        }
    }

    /// An empty folder that is removed when `body` returns or throws, with the servers that were left running in it.
    ///
    /// Servers started in it by a test process that was killed are stopped by the next one.
    public static func withFolder<R: Sendable>(
        _ name: String, _ body: (_ path: String) async throws -> R
    ) async throws -> R {
        let path = try await TestFolder.current().makeFolder(name)
        do {
            let result = try await body(path)
            await LeftoverServers.stopAndRemove(path)
            return result
        } catch {
            await LeftoverServers.stopAndRemove(path)
            throw error
        }
    }

    /// Small, and faster than safe.
    public static func configuration(in directory: String) -> LocalPostgres.Configuration {
        LocalPostgres.Configuration(
            directory: directory,
            settings: [
                "max_connections": "400", "shared_buffers": "128MB", "max_wal_size": "512MB",
                "max_worker_processes": "4", "autovacuum_max_workers": "2",
                // Statements that wait for a lock are seen in the log sooner.
                "deadlock_timeout": "200ms",
            ], durable: false)
    }

    /// Quiet unless something is wrong.
    static let logger: Logger = {
        var logger = Logger(label: "test-servers")
        logger.logLevel = .warning
        return logger
    }()
}

/// Why a test server can't be had.
public struct TestServerError: Error, Sendable, CustomStringConvertible {
    public let description: String

    init(_ description: String) { self.description = description }
}
