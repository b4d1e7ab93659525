import Foundation
import Logging
import Postgres
import PostgresDatabase
import QueryCaching
import RedisClient
import Synchronization
import TestServers

/// One of several processes that read and write the same keys through caches of their own, and write down what they
/// saw.
public struct HistoryWorker: Sendable {
    /// How a worker is told what to do, by its environment.
    public struct Orders: Sendable, Codable {
        public var databaseURL: String
        public var redisURL: String
        public var name: String
        public var log: String
        public var seed: UInt64
        public var keys: Int
        public var tasks: Int
        public var seconds: Int
        /// Wrong on purpose: the generations of an entry are captured after its load.
        public var isBroken: Bool
        /// Dies right after the first commit of this number, before anybody is told; 0: it doesn't.
        public var diesAfterCommits: Int
    }

    let orders: Orders

    public init(_ orders: Orders) { self.orders = orders }

    public static var now: Int64 { MonotonicInstant.now.nanoseconds }

    public func run() async throws {
        var logger = Logger(label: "history")
        logger.logLevel = .critical
        let database = Database(
            configuration: try DatabaseConfiguration(
                url: orders.databaseURL, pool: PoolConfiguration(size: 6, maxOverflow: 2)), logger: logger)
        var configuration = QueryCacheConfiguration()
        configuration.redis = try RedisConfiguration(url: orders.redisURL)
        configuration.capturesLate = orders.isBroken
        let cache = try QueryCache(configuration, database: database, logger: logger)
        let log = try HistoryLog(orders.log)
        if orders.diesAfterCommits > 0 {
            let left = Atomic(orders.diesAfterCommits)
            FaultPoint.committed.arm {
                if left.subtract(1, ordering: .relaxed).newValue == 0 { kill(getpid(), SIGKILL) }
            }
        }
        let listening = Task { try await cache.run() }
        let end = Self.now + Int64(orders.seconds) * 1_000_000_000
        await withDiscardingTaskGroup { group in
            for number in 0..<orders.tasks {
                var task = HistoryTask(
                    cache: cache, database: database, log: log, name: orders.name, keys: orders.keys, end: end,
                    numbers: SeededNumbers(seed: orders.seed, stream: number))
                group.addTask { await task.run() }
            }
        }
        listening.cancel()
        try? await listening.value
        await database.shutdown()
    }
}

/// One reader and writer within a worker.
struct HistoryTask: Sendable {
    let cache: QueryCache
    let database: Database
    let log: HistoryLog
    let name: String
    let keys: Int
    let end: Int64
    var numbers: SeededNumbers

    private static let kind: CacheKind<Int> = {
        var policy = CachePolicy(timeToLive: .seconds(3))
        policy.staleWhileRevalidate = .seconds(2)
        policy.degradedAge = .seconds(1)
        return CacheKind("versions", policy: policy)
    }()

    mutating func run() async {
        while HistoryWorker.now < end {
            // Few keys are asked for often.
            let key = min(numbers.number(0...(keys - 1)), numbers.number(0...(keys - 1)))
            if numbers.happens(8) { await write(key) } else { await read(key) }
            if numbers.happens(30) { try? await Task.sleep(for: numbers.milliseconds(0...5)) }
        }
    }

    private mutating func read(_ key: Int) async {
        let begin = HistoryWorker.now
        let pause = numbers.happens(20) ? numbers.milliseconds(0...30) : nil
        let database = database
        do {
            let version = try await cache.value(Self.kind, key: CacheKey(key), tags: [CacheTag("version", key)]) {
                let version = try await database.read("SELECT version FROM versions WHERE id = \(key)")
                    .decode(Int.self)[0]
                // Slow between what it has read and what it stores.
                if let pause { try await Task.sleep(for: pause) }
                return version
            }
            log.write(.read(key: key, version: version, begin: begin, end: HistoryWorker.now))
        } catch {
            log.write(.failed("\(error)"))
        }
    }

    private func write(_ key: Int) async {
        let (begin, name) = (HistoryWorker.now, name)
        do {
            let version = try await cache.transaction { transaction in
                let rows = try await transaction.query(
                    "UPDATE versions SET version = version + 1 WHERE id = \(key) RETURNING version")
                let version = try rows.decode(Int.self)[0]
                try await transaction.query("INSERT INTO written VALUES (\(key), \(version), \(name))")
                transaction.invalidate(CacheTag("version", key))
                return version
            }
            log.write(.write(key: key, version: version, begin: begin, end: HistoryWorker.now))
        } catch {
            log.write(.unknown(key: key, begin: begin, end: HistoryWorker.now))
        }
    }
}

/// The log of a worker: each line is written at once, so that it outlives a SIGKILL.
final class HistoryLog: Sendable {
    private let file: Mutex<FileHandle>

    init(_ path: String) throws {
        guard FileManager.default.createFile(atPath: path, contents: nil), let file = FileHandle(forWritingAtPath: path)
        else { throw CocoaError(.fileWriteUnknown) }
        self.file = Mutex(file)
    }

    func write(_ event: HistoryEvent) { file.withLock { try? $0.write(contentsOf: Data(event.line.utf8)) } }
}
