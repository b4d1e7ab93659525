import BenchmarkReport
import Foundation
import QueryCaching

/// Replays recorded requests against the memory tier, beside LRU and the optimum.
struct TraceBenchmark {
    private let options: TraceOptions

    init(_ options: TraceOptions) { self.options = options }

    func run() throws {
        guard let format = options.format else { return }
        let trace = try CacheTrace(TraceFile.read(options.file), format: format, name: "The trace \(options.file)")
        var table = Table(["capacity", "hits", "LRU", "optimum", "requests", "distinct", "s", "window", "changes"])
        var figures: [Figures] = []
        for capacity in options.capacities {
            let replay = try TraceReplay(trace, capacity: capacity, seed: options.seed)
            figures.append(Figures(replay))
            table.add([
                "\(capacity)", Self.percent(replay.hitRatio), Self.percent(replay.recencyHitRatio),
                Self.percent(replay.optimalHitRatio), "\(replay.requests)", "\(trace.distinct)",
                Table.figure(replay.time.inSeconds), Self.percent(replay.statistics.windowShare),
                "\(replay.statistics.windowChanges)",
            ])
        }
        print(table.text)
        try options.json?.write(figures)
    }

    private static func percent(_ ratio: Double) -> String { String(format: "%.2f %%", ratio * 100) }

    private struct Figures: Encodable {
        let id = "cache-trace"
        let hitRatio: Double
        let lru: Double
        let optimum: Double
        let requests: Int
        /// How long the memory tier took.
        let seconds: Double

        init(_ replay: TraceReplay) {
            hitRatio = replay.hitRatio
            lru = replay.recencyHitRatio
            optimum = replay.optimalHitRatio
            requests = replay.requests
            seconds = replay.time.inSeconds
        }
    }
}
