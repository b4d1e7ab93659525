import BenchmarkReport

/// `scripts/bench http`: all cases on a server in a process of its own, in turns with their references.
enum HTTPBenchmark {
    static let usage = "usage: scripts/bench http [--json FILE] [--rounds N] [--seconds S] [--only ID,...]"

    static func run(_ arguments: some Collection<String>) async throws {
        let all = Case.all
        let options = try MeasuringOptions(arguments, ids: all.map(\.id), usage: usage)
        let cases = options.ids.compactMap { id in all.first { $0.id == id } }
        let runner = Runner(cases: cases, rounds: options.rounds, duration: .seconds(options.seconds))
        try await HTTPServers.with { servers in
            let results = try await runner.run(on: servers, progress: BenchmarkProgram.say)
            print("\(MachineDescription.machine)\n\(MachineDescription.command)")
            print("\n\(Table(results: results).text)\n")
            print("\(Table(details: results).text)\n")
            print(Table(bars: Bar.all(results)).text)
            try options.json?.write(results)
        }
    }
}
