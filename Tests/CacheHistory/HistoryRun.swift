import Foundation
import LocalServers
import Logging
import TestServers

/// Several processes read and write through their caches while Redis, PostgreSQL, the network between them and the
/// processes themselves fail at random; what they saw is checked against what was written.
public struct HistoryRun: Sendable {
    public var seed: UInt64
    public var seconds: Int
    public var processes = 3
    public var tasks = 8
    public var keys = HistoryKeys(quick: 12, slow: 3, foreign: 5)
    /// Within which reads have to see what other processes committed. More than is promised where others keep the machine
    /// busy.
    public var bound: Duration = .seconds(2)
    /// The program that runs a ``HistoryWorker``.
    public var program: String
    /// Wrong on purpose, to see whether the check notices.
    public var isBroken = false
    public var progress: @Sendable (String) -> Void = { _ in }

    public init(seed: UInt64, seconds: Int, program: String) {
        (self.seed, self.seconds, self.program) = (seed, seconds, program)
    }

    public func run() async throws -> HistoryReport {
        // What was acknowledged survives a crash of the server; only the machine itself doesn't fail here.
        let settings = ["max_connections": "100", "synchronous_commit": "on", "full_page_writes": "on"]
        return try await TestServers.withOwnPostgres("history", settings: settings) { server in
            try await TestServers.withFolder("history") { folder in
                var configuration = LocalRedis.Configuration(directory: folder + "/redis")
                // What was written up to two seconds ago comes back after a crash: older than what was acknowledged.
                configuration.settings = ["save": "1 1", "appendonly": "no"]
                guard let redis = try await LocalRedis.start(configuration, logger: HistoryWorker.quiet) else {
                    throw CocoaError(.executableNotLoadable)
                }
                do {
                    let report = try await run(HistoryStage(server.url), server, redis, folder)
                    redis.resume()
                    try await redis.stop()
                    return report
                } catch {
                    await server.resume()
                    redis.resume()
                    try? await redis.stop()
                    throw error
                }
            }
        }
    }

    private func run(
        _ stage: HistoryStage, _ server: LocalPostgres, _ redis: LocalRedis, _ folder: String
    ) async throws -> HistoryReport {
        try await stage.setUp(keys)
        let end = HistoryWorker.now + Int64(seconds) * 1_000_000_000
        var faults = HistoryFaults(
            run: self, server: server, redis: redis, folder: folder, until: end,
            SeededNumbers(seed: seed, stream: 1_000_000))
        let serverFaults = HistoryServerFaults(
            server: server, progress: progress, until: end, SeededNumbers(seed: seed, stream: 1_000_001))
        let outsider = HistoryOutsider(
            database: stage.database, keys: keys, end: end, numbers: SeededNumbers(seed: seed, stream: 1_000_002))
        try await faults.startAll()
        let observing = Task { await HistoryObserver.observe(stage.database) }
        defer { observing.cancel() }
        async let harmed = Self.harm(serverFaults)
        async let written = Self.write(outsider)
        try await faults.injectFaults()
        let ended = await faults.waitForAll()
        let (harm, outside) = (try await harmed, await written)
        observing.cancel()
        let truth = HistoryTruth(
            rows: try await stage.rows(), sights: await observing.value, end: HistoryWorker.now)
        await stage.database.shutdown()
        let logs = ended.map { process in
            let text = String(decoding: FileManager.default.contents(atPath: process.log) ?? Data(), as: UTF8.self)
            var history = ProcessHistory(name: process.name, log: text)
            history.stops = process.stops
            return history
        }
        let check = HistoryCheck(
            processes: logs + [outside], truth: truth, outages: harm.outages, bound: bound.inNanoseconds)
        return HistoryReport(check, truth, faults.counts.merging(harm.counts) { $0 + $1 })
    }

    private static func harm(_ faults: HistoryServerFaults) async throws -> HistoryServerFaults {
        var faults = faults
        try await faults.injectFaults()
        return faults
    }

    private static func write(_ outsider: HistoryOutsider) async -> ProcessHistory {
        var outsider = outsider
        return await outsider.write()
    }
}
