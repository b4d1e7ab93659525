import DatabaseMonitoring
import LocalServers
import Logging
import Postgres
import PostgresDatabase
import QueryCaching

/// Where a drill takes place: servers, and a program's database, cache and monitor.
struct DrillStage: Sendable {
    let folder: DrillFolder
    let server: LocalPostgres
    let redis: LocalRedis?
    let database: Database
    let cache: QueryCache?
    /// What the program's HTTP server measures.
    let registry: MetricsRegistry
    let monitor: DatabaseMonitor
    let watch: DrillWatch
    let logger: Logger

    /// Waits until all is well, makes a fault happen, and waits until all is well again.
    ///
    /// - Parameter body: begins the fault, waits with ``fires()`` and ``getsWorse()``, and ends it.
    func fault(_ what: String, _ body: () async throws -> Void) async throws {
        try await watch.reaches(.healthy)
        watch.note(.faultBegun, what)
        try await body()
        watch.note(.faultEnded, "what was done is undone")
        try await watch.reaches(.resolved)
    }

    /// Waits until the alert fires.
    func fires() async throws { try await watch.reaches(.firing) }

    /// Waits until the alert says that it got notably worse.
    func getsWorse() async throws { try await watch.reaches(.updated) }

    /// Waits until the webhooks were told of everything, or the messages were given up.
    func sendsAll() async throws {
        guard let last = monitor.snapshot?.time else { return }
        try await wait(for: "The webhooks did not take all messages") {
            guard let snapshot = monitor.snapshot else { return false }
            return snapshot.time > last && snapshot.monitor.webhookQueue == 0
        }
    }

    /// A session beside the pool.
    func withSession<R>(
        _ application: String, url: String? = nil, _ body: (Connection) async throws -> R
    ) async throws -> R {
        var configuration = try ConnectionConfiguration(url: url ?? server.url)
        configuration.applicationName = application
        let connection = try await Connection.connect(configuration, logger: logger)
        do {
            let result = try await body(connection)
            await connection.close()
            return result
        } catch {
            await connection.close()
            throw error
        }
    }

    /// Runs something beside `body` that is cancelled when `body` ends.
    ///
    /// - Throws: what `body` throws; if what runs beside it failed by itself, that, since it is the cause.
    func whileRunning(
        _ works: [@Sendable () async throws -> Void], _ body: () async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for work in works { group.addTask { try await work() } }
            var outcome = Result<Void, any Error>.success(())
            do { try await body() } catch { outcome = .failure(error) }
            group.cancelAll()
            while let result = await group.nextResult() {
                guard case .failure(let error) = result, case .failure = outcome else { continue }
                if !(error is CancellationError), (error as? PostgresError)?.code != .cancelled {
                    outcome = .failure(error)
                }
            }
            try outcome.get()
        }
    }

    /// - Throws: ``DrillError`` that says what was waited for.
    func wait(for what: String, _ condition: () async -> Bool) async throws {
        guard await Polling.until(watch.patience, every: .milliseconds(20), condition) else {
            try Task.checkCancellation()
            throw DrillError(drill: watch.report.name, "\(what) within \(watch.patience).")
        }
    }
}
