import BenchmarkReport
import Foundation
import LocalServers

/// Five minutes of a booking application's day, served by two processes, faster than in reality.
extension Case {
    static var day: Case {
        Case(
            id: "day", title: "queries of a read in 5 minutes of a mixed day, 2 processes", unit: "queries/read",
            lessIsBetter: true, reference: "the same without a cache",
            measure: { try await DayRun(isCached: true, $0).sample() },
            measureReference: { try await DayRun(isCached: false, $0).sample() })
    }
}

/// One side of the day.
private struct DayRun {
    /// Five minutes, 200 requests a second.
    private static let requests = 60_000
    private static let simulatedSeconds = 300.0
    private static let processes = 2

    let isCached: Bool
    let servers: CacheServers
    /// Of real time.
    let seconds: Double

    init(isCached: Bool, _ round: Round) {
        self.isCached = isCached
        servers = round.server
        seconds = min(round.duration.inSeconds * 15, Self.simulatedSeconds)
    }

    func sample() async throws -> Sample {
        try await DayTables.make(servers.postgres.url)
        let prefix = "day-\(UUID().uuidString)"
        let reports = try await withThrowingTaskGroup { group in
            for process in 0..<Self.processes {
                group.addTask { try await report(of: process, prefix: prefix) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        return sample(reports)
    }

    private func report(of process: Int, prefix: String) async throws -> DayReport {
        let order = DayProcess.Order(
            postgres: servers.postgres.url, redis: isCached ? servers.redis.tcpURL : nil, keyPrefix: "\(prefix):",
            requests: Self.requests / Self.processes, seed: UInt64(process + 1), seconds: seconds,
            speed: Self.simulatedSeconds / seconds, file: "\(servers.folder)/\(prefix)-\(process).json")
        guard let program = Bundle.main.executablePath else {
            throw BenchmarkFailure("the path of this program isn't known; it can't start the processes of the day")
        }
        var environment = ProcessInfo.processInfo.environment
        environment[DayProcess.variable] = String(decoding: try JSONEncoder().encode(order), as: UTF8.self)
        _ = try await ChildProgram.run(program, [DayProcess.command], environment: environment)
        defer { try? FileManager.default.removeItem(atPath: order.file) }
        return try JSONDecoder().decode(DayReport.self, from: Data(contentsOf: URL(fileURLWithPath: order.file)))
    }

    private func sample(_ reports: [DayReport]) -> Sample {
        func sum(_ figure: (DayReport) -> Int) -> Double { Double(reports.reduce(0) { $0 + figure($1) }) }
        let history = DayHistory(reports)
        let (reads, writes) = (Double(history.reads), Double(history.writes))
        let loads = sum(\.loads)
        let latencies = Statistics(history.latencies)
        // A write has one statement of its own, and one for the outbox, which each process reads twice a second.
        let polls = reports.reduce(0) { $0 + $1.seconds * 2 }
        let statements = isCached ? loads + 2 * writes + polls : loads + writes
        var details = [
            Sample.Detail("staleReads", Double(history.staleReads), .sum),
            Sample.Detail("staleReadsElsewhere", Double(history.staleReadsElsewhere), .sum),
            Sample.Detail("longestLagMilliseconds", Double(history.longestLag) / 1e6, .greatest),
            Sample.Detail("reads", reads), Sample.Detail("writes", writes), Sample.Detail("loads", loads),
            Sample.Detail("medianMicroseconds", latencies.median),
            Sample.Detail("statementsRatio", (reads + writes) / statements),
            Sample.Detail("redisFailures", sum(\.redisFailures), .greatest),
        ]
        if isCached {
            details += [
                Sample.Detail("hitRatio", sum(\.hits) / (sum(\.hits) + sum(\.misses))),
                Sample.Detail("bestHitRatio", 1 - Double(history.unavoidableLoads) / reads),
            ]
        }
        return Sample(loads / reads, percentile99: latencies.quantile(0.99), details: details)
    }
}
