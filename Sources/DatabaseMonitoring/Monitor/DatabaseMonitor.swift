import Foundation
public import Logging
public import PostgresDatabase
public import QueryCaching
public import ServiceLifecycle

/// Watches a database: samples it regularly, keeps a history, and tells somebody when something is wrong.
///
/// ```swift
/// let monitor = try DatabaseMonitor(database: database, alerts: [.slack(url)], logger: logger)
/// try await ServiceGroup(services: [database, monitor], logger: logger).run()
/// ```
///
/// It has a connection of its own, reads only, and works apart from the threads that requests run on.
public final class DatabaseMonitor: Service, Sendable {
    let core: MonitorCore
    let board = SnapshotBoard()
    private let configuration: MonitorConfiguration

    /// - Throws: ``MonitorConfigurationError``.
    public init(
        database: Database, cache: QueryCache? = nil, configuration: MonitorConfiguration = MonitorConfiguration(),
        logger: Logger
    ) throws {
        try configuration.validate()
        self.configuration = configuration
        core = MonitorCore(database, cache, configuration, board: board, logger: logger)
    }

    /// Takes samples until graceful shutdown, or until it is cancelled.
    public func run() async throws {
        await cancelWhenGracefulShutdown { await self.tick() }
        board.close()
        await core.close()
    }

    private func tick() async {
        let clock = ContinuousClock()
        var next = clock.now
        await withTaskGroup(of: Void.self) { group in
            let isBusy = PassFlag()
            while !Task.isCancelled {
                if isBusy.take() {
                    group.addTask { [core] in
                        await core.pass(at: Date())
                        isBusy.release()
                    }
                } else {
                    await core.skip()
                }
                next = max(next + configuration.interval, clock.now)
                try? await clock.sleep(until: next)
            }
            group.cancelAll()
        }
    }

    /// Takes a sample now, outside of the regular ones.
    package func sample(at time: Date = Date()) async { await core.pass(at: time) }
}
