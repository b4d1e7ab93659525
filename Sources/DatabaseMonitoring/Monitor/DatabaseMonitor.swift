import Foundation
public import Logging
import NIOPosix
public import PostgresDatabase
public import QueryCaching
public import ServiceLifecycle

/// Watches a database: samples it regularly, keeps a history, and tells somebody when something is wrong.
///
/// ```swift
/// let monitor = try DatabaseMonitor(database: database, alerts: [.slack(url)])
/// try await ServiceGroup(services: [database, monitor], logger: logger).run()
/// ```
///
/// It has a connection of its own, reads only, and works apart from the threads that requests run on. Put it after the
/// database in its group. What it shows is asked through ``MonitorSource``, by any number of tasks at once.
///
/// To have `/metrics` show what swift-metrics records, too, give it the ``MetricsRegistry`` that the program has
/// bootstrapped.
public final class DatabaseMonitor: Service, Sendable {
    let core: MonitorCore
    let parts: MonitorParts

    /// - Parameters:
    ///   - cache: the query cache, if its figures are wanted.
    ///   - alerts: who is told of alerts.
    ///   - rules: when something is wrong; nil: ``AlertRule/standard(_:)`` with the configuration's thresholds.
    /// - Throws: ``MonitorConfigurationError``, ``AlertThresholdError`` or ``AlertRuleError``, which name what is wrong.
    public init(
        database: Database, cache: QueryCache? = nil, alerts: [AlertDestination] = [],
        configuration: MonitorConfiguration = MonitorConfiguration(), rules: [AlertRule]? = nil,
        registry: MetricsRegistry? = nil, logger: Logger = Logger(label: "database-monitor")
    ) throws {
        try configuration.validate()
        try configuration.thresholds.validate()
        var kept = HistoryConfiguration()
        kept.interval = configuration.interval
        kept.retentionHours = configuration.retentionHours
        kept.documentsPerKind = StatementTexts.most
        let place = HistoryPlace(configuration.historyPath)
        parts = MonitorParts(
            database: database, cache: cache, registry: registry, configuration: configuration,
            rules: rules ?? AlertRule.standard(configuration.thresholds), destinations: alerts,
            history: MetricsHistory(path: place.path, configuration: kept), historyPlace: place, board: SnapshotBoard(),
            delays: EventLoopDelay(of: MultiThreadedEventLoopGroup.singleton), logger: logger)
        core = try MonitorCore(parts)
    }

    /// Takes samples until graceful shutdown, or until it is cancelled.
    ///
    /// - Throws: when the system's certificates can't be read, and there are webhooks.
    public func run() async throws {
        let notifier = try await core.start(at: Date())
        parts.delays.start()
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await notifier.run() }
            group.addTask {
                await cancelWhenGracefulShutdown { await self.tick() }
                self.parts.board.close()
            }
        }
        parts.delays.stop()
        await core.close(at: Date())
    }

    private func tick() async {
        let clock = ContinuousClock()
        var next = clock.now
        await withDiscardingTaskGroup { group in
            let flag = PassFlag()
            while !Task.isCancelled {
                if flag.take() {
                    group.addTask { [core] in
                        await core.pass(at: Date())
                        flag.release()
                    }
                } else {
                    await core.skip()
                }
                next = max(next + parts.configuration.interval, clock.now)
                try? await clock.sleep(until: next)
            }
            group.cancelAll()
        }
    }

    /// Takes a sample now, outside of the regular ones, and waits until it is kept.
    package func sample(at time: Date = Date()) async throws {
        try await core.start(at: time)
        await core.pass(at: time)
        await core.keeper.drain()
    }
}
