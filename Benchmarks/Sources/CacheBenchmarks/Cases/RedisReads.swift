import BenchmarkReport
import RedisClient

/// GET by each number of tasks, on each kind of thread, beside redis-benchmark.
extension Case {
    static var redisGet: Case { throughput("redis-get", "on shared threads") { _ in nil } }
    static var redisGetOnLoop: Case {
        throughput("redis-get-loop", "on the event loop") { EventLoopExecutor($0.eventLoop) }
    }
    static var redisLatency: Case { latency("redis-latency", "on shared threads") { _ in nil } }
    static var redisLatencyOnLoop: Case {
        latency("redis-latency-loop", "on the event loop") { EventLoopExecutor($0.eventLoop) }
    }

    typealias Place = @Sendable (RedisClient) -> EventLoopExecutor?

    private static func throughput(_ id: String, _ place: String, on executor: @escaping Place) -> Case {
        Case(
            id: id, title: "GET by 200 tasks \(place), one connection", unit: "commands/s",
            reference: "redis-benchmark -P 64 -c 1 -t get",
            measure: { round in
                let outcome = try await gets(by: 200, round, on: executor)
                return Sample(outcome.perSecond, cpu: outcome.cpuPerOperation)
            },
            measureReference: { round in
                let commands = Int(round.duration.inSeconds * 250_000)
                return try await RedisBenchmark(pipeline: 64, commands: commands).rate(on: round.server)
            })
    }

    private static func latency(_ id: String, _ place: String, on executor: @escaping Place) -> Case {
        Case(
            id: id, title: "one GET after the other \(place)", unit: "µs", lessIsBetter: true,
            reference: "redis-benchmark -P 1 -c 1 -t get",
            measure: { round in
                let outcome = try await gets(by: 1, round, on: executor)
                return Sample(1e6 / outcome.perSecond, cpu: outcome.cpuPerOperation)
            },
            measureReference: { round in
                let commands = max(Int(round.duration.inSeconds * 20_000), 1)
                let sample = try await RedisBenchmark(pipeline: 1, commands: commands).rate(on: round.server)
                return Sample(1e6 / sample.value, cpu: sample.cpuMicrosecondsPerOperation)
            })
    }

    static func gets(
        by tasks: Int, _ round: Round, on executor: @escaping Place = { _ in nil }
    ) async throws -> Crowd.Outcome {
        try await round.server.withRedis { client in
            try await client.set(RedisBenchmark.key, "xxx")
            return try await round.run(tasks, on: executor(client)) { _ in
                try await client.get(RedisBenchmark.key) != nil
            }
        }
    }
}
