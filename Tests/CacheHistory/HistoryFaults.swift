import Foundation
import LocalServers
import Logging
import RedisClient
import Synchronization
import TestServers

/// Starts the processes of a run, does harm to them and to Redis, and starts again what has died.
struct HistoryFaults {
    enum Harm: String, CaseIterable {
        case killProcess, dieAfterCommit, stopProcess, restartRedis, crashRedis, emptyRedis, cutConnections,
            suspendRedis
    }

    struct Ended {
        let name: String
        let log: String
        /// When it was stopped.
        let stops: [HistoryInterval]
    }

    private struct Running {
        let name: String
        let log: String
        let process: Process
        var stops: [HistoryInterval] = []
        let end: HistoryEnd
    }

    let run: HistoryRun
    let server: LocalPostgres
    let redis: LocalRedis
    let folder: String
    var numbers: SeededNumbers
    private(set) var counts: [String: Int] = [:]
    private var running: [Running] = []
    private var ended: [Ended] = []
    private var started = 0
    private let end: Int64

    init(
        run: HistoryRun, server: LocalPostgres, redis: LocalRedis, folder: String, until end: Int64,
        _ numbers: SeededNumbers
    ) {
        (self.run, self.server, self.redis, self.folder) = (run, server, redis, folder)
        (self.end, self.numbers) = (end, numbers)
    }

    mutating func startAll() async throws { for _ in 0..<run.processes { try start(diesAfterCommits: 0) } }

    private mutating func start(diesAfterCommits: Int) throws {
        started += 1
        let name = "process \(started)"
        let log = "\(folder)/\(started).log"
        let left = max(1, Int((end - HistoryWorker.now) / 1_000_000_000))
        let orders = HistoryWorker.Orders(
            databaseURL: server.tcpURL, databasePort: server.port, redisURL: redis.url, name: name, log: log,
            seed: run.seed &+ UInt64(started),
            keys: run.keys,
            tasks: run.tasks, seconds: left, isBroken: run.isBroken, diesAfterCommits: diesAfterCommits)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: run.program)
        process.arguments = ["worker"]
        var environment = ProcessInfo.processInfo.environment
        environment["CACHE_HISTORY_ORDERS"] = String(decoding: try JSONEncoder().encode(orders), as: UTF8.self)
        process.environment = environment
        let end = HistoryEnd()
        process.terminationHandler = { _ in end.happened() }
        try process.run()
        running.append(Running(name: name, log: log, process: process, end: end))
    }

    /// One after the other, until shortly before the end.
    mutating func injectFaults() async throws {
        var deck: [Harm] = []
        while HistoryWorker.now < end - 3_000_000_000 {
            try await Task.sleep(for: numbers.milliseconds(200...1200))
            if deck.isEmpty { deck = Harm.allCases.shuffled(using: &numbers) }
            let harm = deck.removeLast()
            counts[harm.rawValue, default: 0] += 1
            run.progress("\(harm)")
            try await perform(harm)
            try replaceTheDead()
        }
    }

    private mutating func perform(_ harm: Harm) async throws {
        switch harm {
        case .killProcess:
            let victim = running[numbers.number(0...(running.count - 1))]
            kill(victim.process.processIdentifier, SIGKILL)
            await victim.end.wait()
        case .dieAfterCommit:
            try start(diesAfterCommits: numbers.number(1...20))
        case .stopProcess:
            let index = numbers.number(0...(running.count - 1))
            let victim = running[index].process.processIdentifier
            let begin = HistoryWorker.now
            kill(victim, SIGSTOP)
            try await Task.sleep(for: numbers.milliseconds(50...2500))
            kill(victim, SIGCONT)
            running[index].stops.append(HistoryInterval(begin, HistoryWorker.now))
        case .restartRedis:
            try await redis.restart()
        case .crashRedis:
            try await redis.kill()
            try await redis.restart()
        case .emptyRedis: await command(RedisCommand("FLUSHALL"))
        case .cutConnections: await command(RedisCommand("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes"))
        case .suspendRedis:
            redis.suspend()
            try await Task.sleep(for: numbers.milliseconds(50...1500))
            redis.resume()
        }
    }

    private func command(_ command: RedisCommand) async {
        var logger = Logger(label: "history")
        logger.logLevel = .critical
        guard let configuration = try? RedisConfiguration(url: redis.url),
            let client = try? RedisClient(configuration, logger: logger)
        else { return }
        _ = try? await client.execute(command, timeout: .seconds(5))
        await client.shutdown()
    }

    private mutating func replaceTheDead() throws {
        let dead = running.filter { $0.end.isOver }
        running.removeAll { $0.end.isOver }
        ended += dead.map { Ended(name: $0.name, log: $0.log, stops: $0.stops) }
        while running.count < run.processes { try start(diesAfterCommits: 0) }
    }

    mutating func waitForAll() async -> [Ended] {
        for process in running {
            await process.end.wait()
            ended.append(Ended(name: process.name, log: process.log, stops: process.stops))
        }
        return ended
    }
}

/// Whether a process has ended.
private final class HistoryEnd: Sendable {
    private let state = Mutex(false)

    var isOver: Bool { state.withLock { $0 } }

    func happened() { state.withLock { $0 = true } }

    func wait() async {
        while !isOver { try? await Task.sleep(for: .milliseconds(5)) }
    }
}
