import BenchmarkReport
import CAllocations
import Logging

/// Measures the database layer beside pgbench and psql, on one private server.
@main
enum DatabaseBenchmarks {
    private static let usage =
        "usage: scripts/bench database [--json FILE] [--rounds N] [--seconds S] [--only ID,...]"

    static func main() async {
        await BenchmarkProgram.run { try await measure(Array(CommandLine.arguments.dropFirst())) }
    }

    private static func measure(_ arguments: [String]) async throws {
        guard arguments.first == "database" else { throw BenchmarkFailure(usage) }
        let all = Case.all
        let options = try MeasuringOptions(arguments.dropFirst(), ids: all.map(\.id), usage: usage)
        let cases = options.ids.compactMap { id in all.first { $0.id == id } }
            .filter { !$0.id.hasPrefix("allocations-") || allocations_are_countable() }
        let runner = Runner(cases: cases, rounds: options.rounds, duration: .seconds(options.seconds))
        var logger = Logger(label: "benchmark")
        logger.logLevel = .error
        try await BenchmarkServer.with(logger) { server in
            let results = try await runner.run(on: server, progress: BenchmarkProgram.say)
            print(try await Surroundings(server).text)
            print("\n\(Table(results: results).text)\n\n\(Table(bars: Bar.all(results)).text)")
            try options.json?.write(results)
        }
    }
}
