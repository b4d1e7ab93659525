import BenchmarkReport
import Foundation
import PostgresDatabase
import QueryCaching
import RedisClient

/// One of the processes of the day: serves its share of the requests, and writes down what it saw.
struct DayProcess: Sendable {
    static let command = "day-process"
    static let variable = "BOOKEDBARBER_BENCH_DAY"

    /// What it is to do. Contains passwords: for the environment of a child process only.
    struct Order: Codable, Sendable {
        let postgres: String
        /// Nil: every read asks the database.
        let redis: String?
        let keyPrefix: String
        let requests: Int
        let seed: UInt64
        let seconds: Double
        /// How many times as fast as in reality.
        let speed: Double
        /// Where its observations go.
        let file: String
    }

    private static let tasks = 32

    let database: Database
    let cache: QueryCache?
    let desk: DayDesk

    static func run() async throws {
        guard let text = ProcessInfo.processInfo.environment[variable] else {
            throw BenchmarkFailure("\(command) is a part of scripts/bench cache, which starts it itself")
        }
        let order = try JSONDecoder().decode(Order.self, from: Data(text.utf8))
        let configuration = try DatabaseConfiguration(url: order.postgres, pool: PoolConfiguration(size: 8))
        let database = Database(configuration: configuration, logger: CacheServers.quiet)
        try await PrivateFolder.using(database) { database in
            guard let redis = order.redis else {
                return try await DayProcess(database: database, cache: nil, speed: order.speed).work(order)
            }
            var configuration = QueryCacheConfiguration()
            configuration.redis = try RedisConfiguration(url: redis)
            configuration.keyPrefix = order.keyPrefix
            try await QueryCache(configuration, database: database, logger: CacheServers.quiet).running { cache in
                try await DayProcess(database: database, cache: cache, speed: order.speed).work(order)
            }
        } end: {
            await $0.shutdown()
        }
    }

    private init(database: Database, cache: QueryCache?, speed: Double) {
        (self.database, self.cache) = (database, cache)
        desk = DayDesk(database: database, cache: cache, speed: speed)
    }

    private func work(_ order: Order) async throws {
        let traffic = DayTraffic(order.requests, seed: order.seed)
        try await warmUp()
        let before = Tally(self)
        let start = ContinuousClock.now
        let interval = Duration.seconds(order.seconds) / order.requests
        let observations = try await withThrowingTaskGroup { group in
            for task in 0..<Self.tasks {
                group.addTask {
                    var seen: [DayObservation] = []
                    for index in stride(from: task, to: traffic.requests.count, by: Self.tasks) {
                        try await Task.sleep(until: start + interval * index, clock: .continuous)
                        seen.append(try await desk.answer(traffic.requests[index]))
                    }
                    return seen
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        let after = Tally(self)
        let report = DayReport(
            observations: observations, hits: after.hits - before.hits, misses: after.misses - before.misses,
            loads: after.loads - before.loads,
            redisFailures: after.redisFailures, seconds: (ContinuousClock.now - start).inSeconds)
        try JSONEncoder().encode(report).write(to: URL(fileURLWithPath: order.file))
    }

    /// Reads everything once: the day isn't its first minute.
    private func warmUp() async throws {
        for kind in DayKind.allCases {
            try await withThrowingTaskGroup { group in
                for task in 0..<Self.tasks {
                    group.addTask {
                        for owner in stride(from: task, to: kind.owners, by: Self.tasks) {
                            _ = try await desk.read(kind, owner)
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    /// What was counted so far.
    private struct Tally {
        var hits = 0
        var misses = 0
        var loads: Int
        var redisFailures = 0

        init(_ process: DayProcess) {
            loads = process.desk.loads
            guard let statistics = process.cache?.statistics else { return }
            hits = statistics.kinds.reduce(0) { $0 + $1.memoryHits + $1.counts.redisHits }
            misses = statistics.kinds.reduce(0) { $0 + $1.counts.misses }
            redisFailures = statistics.redisFailures
        }
    }
}
