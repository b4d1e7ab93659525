import Foundation
import LocalServers
import Logging
import Postgres
import PostgresDatabase
import Synchronization
import TestServers

/// Many tasks read and write while everything fails that can fail; in the end nothing may be wrong, lost, doubled,
/// left over or stuck.
public struct Torture: Sendable {
    public var seed: UInt64
    /// It goes on until every kind of fault has happened, too.
    public var duration: Duration
    public var tasks: Int
    /// Milliseconds between one fault and the next.
    public var pauses = 200...2000
    /// Whether descriptors and memory are compared: not where others work in the same process.
    public var isAlone = true
    /// Is told every few seconds how it goes.
    public var progress: @Sendable (String) -> Void

    public init(
        seed: UInt64, duration: Duration, tasks: Int, progress: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.seed = seed
        self.duration = duration
        self.tasks = tasks
        self.progress = progress
    }

    public func run() async throws -> TortureReport {
        let settings = ["synchronous_commit": "on", "max_connections": "100"]
        return try await TestServers.withOwnPostgres("torture", settings: settings) { server in
            try await Stage.setUp(server.url)
            let tally = Tally()
            try await warmUp(server)
            let before = ProcessResources.now
            let url = server.tcpURL
            try await withFaultProxy(toPort: server.port) { proxy in
                let proxied = url.replacingOccurrences(of: ":\(server.port)/", with: ":\(proxy.port)/")
                let database = try Self.database(proxied)
                await torture(database, server, proxy, tally)
            }
            let now = tally.now
            if now.begun != now.ended { tally.violation("\(now.begun) calls were begun, and \(now.ended) ended") }
            if isAlone { try await checkResources(since: before, tally) }
            return TortureReport(seed: seed, tally.now)
        }
    }

    /// What a process allocates once is there before it is measured.
    private func warmUp(_ server: LocalPostgres) async throws {
        try await withFaultProxy(toPort: server.port) { proxy in
            let proxied = server.tcpURL.replacingOccurrences(of: ":\(server.port)/", with: ":\(proxy.port)/")
            let database = try Self.database(proxied)
            for number in 0..<50 { _ = try await database.read("SELECT \(number)") }
            try await database.write("SELECT 1")
            await database.shutdown()
        }
    }

    private static func database(_ url: String) throws -> Database {
        var connection = try ConnectionConfiguration(url: url)
        connection.connectTimeout = .seconds(3)
        connection.statementTimeout = .seconds(3)
        connection.cancelTimeout = .seconds(2)
        var pool = PoolConfiguration(size: 10, maxOverflow: 5)
        pool.acquireTimeout = .seconds(5)
        pool.recycle = .seconds(10)
        let configuration = try DatabaseConfiguration(
            connection: connection, pool: pool, lanes: LaneConfiguration(maximum: 2))
        var logger = Logger(label: "torture")
        logger.logLevel = .critical
        return Database(configuration: configuration, logger: logger)
    }

    private func torture(_ database: Database, _ server: LocalPostgres, _ proxy: FaultProxy, _ tally: Tally) async {
        let (ledger, watch) = (Ledger(), Watchdog())
        let (faults, left) = (Countdown(1), Countdown(tasks))
        let isStopped: @Sendable () -> Bool = { faults.isZero }
        for number in 0..<tasks {
            var worker = Worker(
                number: number, database: database, tally: tally, ledger: ledger, watch: watch, isStopped: isStopped,
                numbers: SeededNumbers(seed: seed, stream: number + 1))
            Task.detached {
                await worker.run()
                left.count()
            }
        }
        var injector = FaultInjector(
            server: server, proxy: proxy, tally: tally, pauses: pauses,
            numbers: SeededNumbers(seed: seed, stream: 0))
        let observer = Task { await observe(database, tally) }
        await injector.run(until: .now + duration)
        faults.count()
        let areDone = await Polling.until(Watchdog.bound + .seconds(10)) { left.isZero }
        observer.cancel()
        guard areDone else {
            for text in watch.overdue(.seconds(10)) { tally.violation(text) }
            return tally.violation("\(database.statistics)")
        }
        for text in await Aftermath(database: database, server: server, ledger: ledger).violations() {
            tally.violation(text)
        }
    }

    private func observe(_ database: Database, _ tally: Tally) async {
        let start = ContinuousClock.now
        while (try? await Task.sleep(for: .seconds(5))) != nil {
            let now = tally.now
            let faults = now.faults.values.reduce(0, +)
            progress(
                """
                \((ContinuousClock.now - start).components.seconds) s: \(now.ended) operations, \(faults) faults, \
                \(now.violations.count) violations; \(database.statistics.pool.leased) leased, \
                \(database.statistics.pool.waiting) waiting
                """)
        }
    }

    /// Memory allocators keep some of what they got: what leaks grows without end.
    private func checkResources(since before: ProcessResources, _ tally: Tally) async throws {
        let allowed = 200 << 20
        // The system's own pools keep some for a while.
        let threadsAllowed = before.threads + 8
        #if SANITIZE_THREAD
            // ThreadSanitizer talks to a symbolizer through pipes.
            let descriptorsAllowed = before.descriptors + 2
        #else
            let descriptorsAllowed = before.descriptors
        #endif
        var after = ProcessResources.now
        _ = try await eventually(within: .seconds(20)) {
            after = .now
            return after.descriptors <= descriptorsAllowed && after.threads <= threadsAllowed
        }
        if after.threads > threadsAllowed {
            tally.violation("\(after.threads) threads are there, \(before.threads) were before")
        }
        if after.descriptors > descriptorsAllowed {
            tally.violation(
                "\(after.descriptors) descriptors are open, \(before.descriptors) were before: \(after.links), "
                    + "before \(before.links)")
        }
        if after.memory > before.memory + allowed {
            tally.violation("\(after.memory >> 20) MiB of memory are held, \(before.memory >> 20) MiB were before")
        }
        progress("memory: \(before.memory >> 20) MiB before, \(after.memory >> 20) MiB after")
    }
}

/// How many are not done yet.
private final class Countdown: Sendable {
    private let left: Atomic<Int>

    init(_ count: Int) { left = Atomic(count) }

    var isZero: Bool { left.load(ordering: .acquiring) == 0 }

    func count() { left.subtract(1, ordering: .releasing) }
}
