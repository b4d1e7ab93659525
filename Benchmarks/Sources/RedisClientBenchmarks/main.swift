import Foundation
import LocalServers
import Logging
import NIOPosix
import RedisClient
import Subprocess

/// Measures the client beside `redis-benchmark`, in turns: `RedisClientBenchmarks [rounds] [commands]`.
///
/// Throughput: GET by 200 tasks on one connection beside `-P 64 -c 1`. Latency: one GET after the other beside
/// `-P 1 -c 1`. A ratio above 1 is in the client's favour in the first, against it in the second.
struct Measurement {
    let client: RedisClient
    let server: LocalRedis
    let commands: Int
    let key = "key:__rand_int__"

    /// Seconds of processor time of this process so far.
    private static var processorTime: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// Commands a second, and microseconds of processor time for each.
    func measure(
        tasks: Int, commands: Int, on executor: EventLoopExecutor? = nil
    ) async throws -> (rate: Double, processor: Double) {
        let processor = Self.processorTime
        let clock = ContinuousClock()
        let start = clock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<tasks {
                group.addTask(executorPreference: executor) {
                    for _ in 0..<commands / tasks { _ = try await client.get(key) }
                }
            }
            try await group.waitForAll()
        }
        let time = start.duration(to: clock.now) / .seconds(1)
        return (Double(commands) / time, (Self.processorTime - processor) / Double(commands) * 1e6)
    }

    func benchmark(pipeline: Int, commands: Int) async throws -> Double {
        let password = server.tcpURL.split(separator: ":")[2].split(separator: "@")[0]
        let result = try await run(
            .name("redis-benchmark"),
            arguments: [
                "-p", "\(server.port)", "-a", String(password), "-c", "1", "-P", "\(pipeline)", "-t", "get", "-n",
                "\(commands)", "--csv",
            ], output: .string(limit: 1 << 20), error: .discarded)
        let line = result.standardOutput.split(separator: "\n").last { $0.hasPrefix("\"GET\"") }
        let rate = line.map { $0.split(separator: ",")[1].filter { $0 != "\"" } }.flatMap { Double($0) }
        guard let rate else { throw RedisError(.unexpectedReply, "redis-benchmark printed no rate.") }
        return rate
    }
}

func median(_ numbers: [Double]) -> Double { numbers.sorted()[numbers.count / 2] }

let rounds = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 7
let commands = CommandLine.arguments.dropFirst(2).first.flatMap { Int($0) } ?? 400_000
let folder = FileManager.default.temporaryDirectory.path + "/redis-client-benchmark-\(getpid())"
var logger = Logger(label: "benchmark")
logger.logLevel = .warning
guard let server = try await LocalRedis.start(.init(directory: folder), logger: logger) else {
    throw RedisError(.connectFailed, "There is no redis-server on this machine.")
}
var configuration = try RedisConfiguration(url: server.tcpURL)
configuration.commandTimeout = .seconds(10)
let client = try RedisClient(configuration, logger: logger)
let measurement = Measurement(client: client, server: server, commands: commands)
try await client.set(measurement.key, "xxx")
let executor = EventLoopExecutor(client.eventLoop)
var many: [Double] = []
var manyOnLoop: [Double] = []
var reference: [Double] = []
var lone: [Double] = []
var loneOnLoop: [Double] = []
var loneReference: [Double] = []
var processor: [Double] = []
var loneProcessor: [Double] = []
for round in 0...rounds {
    let wide = try await measurement.measure(tasks: 200, commands: commands)
    let wideReference = try await measurement.benchmark(pipeline: 64, commands: commands)
    let single = try await measurement.measure(tasks: 1, commands: commands / 20)
    let onLoop = try await measurement.measure(tasks: 200, commands: commands, on: executor)
    let singleOnLoop = try await measurement.measure(tasks: 1, commands: commands / 20, on: executor)
    let singleReference = try await measurement.benchmark(pipeline: 1, commands: commands / 20)
    guard round > 0 else { continue }
    many.append(wide.rate)
    processor.append(wide.processor)
    reference.append(wideReference)
    lone.append(single.rate)
    loneProcessor.append(single.processor)
    loneReference.append(singleReference)
    manyOnLoop.append(onLoop.rate)
    loneOnLoop.append(singleOnLoop.rate)
}
print("medians of \(rounds) rounds of \(commands) commands")
print("200 tasks: \(Int(median(many)))/s, \(median(processor)) µs of processor time a command")
print("redis-benchmark -c 1 -P 64 -t get: \(Int(median(reference)))/s")
print("ratio: \(median(zip(many, reference).map { $0 / $1 }))")
print("ratio of tasks on the event loop: \(median(zip(manyOnLoop, reference).map { $0 / $1 }))")
print("one task: \(1e6 / median(lone)) µs a GET, \(median(loneProcessor)) µs of processor time")
print("redis-benchmark -c 1 -P 1 -t get: \(1e6 / median(loneReference)) µs")
print("ratio of times: \(median(zip(lone, loneReference).map { $1 / $0 }))")
print("ratio of times of a task on the event loop: \(median(zip(loneOnLoop, loneReference).map { $1 / $0 }))")
await client.shutdown()
try await server.stop()
try FileManager.default.removeItem(atPath: folder)
