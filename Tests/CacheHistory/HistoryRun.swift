import Foundation
import LocalServers
import Logging
import Postgres
import PostgresDatabase
import QueryCaching
import Synchronization
import TestServers

/// Several processes read and write through their caches while Redis and the processes fail at random; what they saw
/// is checked against what was written.
public struct HistoryRun: Sendable {
    public var seed: UInt64
    public var seconds: Int
    public var processes = 3
    public var tasks = 8
    public var keys = 12
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

    public struct Report: Sendable {
        public var violations: [String]
        public var reads: Int
        public var writes: Int
        public var failures: Int
        public var faults: [String: Int]
        /// How long after a commit reads of other processes didn't see it, in milliseconds: median, 99th percentile and
        /// longest of those that didn't.
        public var staleReads: Int
        public var staleness: (median: Double, p99: Double, longest: Double)
    }

    public func run() async throws -> Report {
        try await TestServers.withOwnPostgres("history", settings: ["max_connections": "100"]) { server in
            try await TestServers.withFolder("history") { folder in
                var configuration = LocalRedis.Configuration(directory: folder + "/redis")
                // What was written up to two seconds ago comes back after a crash: older than what was acknowledged.
                configuration.settings = ["save": "1 1", "appendonly": "no"]
                guard let redis = try await LocalRedis.start(configuration, logger: Self.quiet) else {
                    throw CocoaError(.executableNotLoadable)
                }
                do {
                    try await Self.setUp(server.url, keys: keys)
                    let report = try await run(server, redis, folder)
                    redis.resume()
                    try await redis.stop()
                    return report
                } catch {
                    redis.resume()
                    try? await redis.stop()
                    throw error
                }
            }
        }
    }

    private static let quiet: Logger = {
        var logger = Logger(label: "history")
        logger.logLevel = .critical
        return logger
    }()

    private static func setUp(_ url: String, keys: Int) async throws {
        let database = Database(configuration: try DatabaseConfiguration(url: url), logger: quiet)
        for statement in OutboxTable.schema.split(separator: ";") where statement.contains("CREATE") {
            try await database.write(Query(unsafeSQL: String(statement)))
        }
        try await database.write("CREATE TABLE versions (id bigint PRIMARY KEY, version bigint NOT NULL)")
        try await database.write("INSERT INTO versions SELECT n, 0 FROM generate_series(0, \(keys - 1)) n")
        try await database.write("CREATE TABLE written (key bigint, version bigint, writer text)")
        await database.shutdown()
    }

    private func run(_ server: LocalPostgres, _ redis: LocalRedis, _ folder: String) async throws -> Report {
        var injector = HistoryFaults(
            run: self, server: server, redis: redis, folder: folder,
            numbers: SeededNumbers(seed: seed, stream: 1_000_000))
        try await injector.startAll()
        try await injector.injectFaults()
        let ended = await injector.waitForAll()
        let last = try await Self.versions(server.url)
        var logs: [ProcessHistory] = []
        var further: [HistoryCheck.Commit] = []
        for process in ended {
            let text = String(decoding: FileManager.default.contents(atPath: process.log) ?? Data(), as: UTF8.self)
            logs.append(ProcessHistory(name: process.name, log: text))
        }
        // What nobody has reported was committed before its process had ended.
        let ends = Dictionary(uniqueKeysWithValues: ended.map { ($0.name, $0.time) })
        further = try await Self.unreported(logs, server.url, ends)
        let check = HistoryCheck(processes: logs, further: further, bound: bound.inNanoseconds, last: last)
        return report(check, injector.counts)
    }

    private static func unreported(
        _ logs: [ProcessHistory], _ url: String, _ ends: [String: Int64]
    ) async throws -> [HistoryCheck.Commit] {
        var reported: [Int: Set<Int>] = [:]
        for case .write(let key, let version, _, _) in logs.flatMap(\.events) {
            reported[key, default: []].insert(version)
        }
        let database = Database(configuration: try DatabaseConfiguration(url: url), logger: quiet)
        let rows = try await database.read("SELECT key, version, writer FROM written")
            .decode(Int.self, Int.self, String.self)
        await database.shutdown()
        return rows.compactMap { key, version, writer in
            guard reported[key]?.contains(version) != true, let end = ends[writer] else { return nil }
            return HistoryCheck.Commit(key: key, version: version, by: end)
        }
    }

    private static func versions(_ url: String) async throws -> [Int: Int] {
        let database = Database(configuration: try DatabaseConfiguration(url: url), logger: quiet)
        let rows = try await database.read("SELECT id, version FROM versions").decode(Int.self, Int.self)
        await database.shutdown()
        return Dictionary(uniqueKeysWithValues: rows.map { ($0.0, $0.1) })
    }

    private func report(_ check: HistoryCheck, _ faults: [String: Int]) -> Report {
        let events = check.processes.flatMap(\.events)
        let stale = check.staleness
        func quantile(_ share: Double) -> Double {
            stale.isEmpty ? 0 : Double(stale[min(stale.count - 1, Int(Double(stale.count) * share))]) / 1e6
        }
        return Report(
            violations: check.violations(),
            reads: events.count { if case .read = $0 { true } else { false } },
            writes: events.count { if case .write = $0 { true } else { false } },
            failures: events.count { if case .failed = $0 { true } else { false } },
            faults: faults, staleReads: stale.count,
            staleness: (quantile(0.5), quantile(0.99), stale.last.map { Double($0) / 1e6 } ?? 0))
    }
}
