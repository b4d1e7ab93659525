import CAllocations
import Dispatch
import Foundation
import Logging

/// Measures the database layer beside pgbench and psql, on one private server.
@main
enum DatabaseBenchmarks {
    static func main() async {
        do {
            let options = try Options(Array(CommandLine.arguments.dropFirst()))
            let work = Task { try await measure(options) }
            let signals = [SIGINT, SIGTERM].map { number in
                signal(number, SIG_IGN)
                let source = DispatchSource.makeSignalSource(signal: number)
                // The server has to be stopped before the end.
                source.setEventHandler { @Sendable in work.cancel() }
                source.resume()
                return source
            }
            defer { for source in signals { source.cancel() } }
            try await work.value
        } catch {
            say("bench: \(error)")
            exit(1)
        }
    }

    private static func measure(_ options: Options) async throws {
        let cases = options.cases.filter { !$0.id.hasPrefix("allocations-") || allocations_are_countable() }
        let runner = Runner(cases: cases, rounds: options.rounds, duration: .seconds(options.seconds))
        var logger = Logger(label: "benchmark")
        logger.logLevel = .error
        try await BenchmarkServer.with(logger) { server in
            let results = try await runner.run(on: server, progress: say)
            print(try await Surroundings(server).text)
            print("\n\(Table(results: results).text)\n\n\(Table(bars: Bar.all(results)).text)")
            if let json = options.json { try results.writeJSON(to: json) }
        }
    }

    private static func say(_ text: String) { FileHandle.standardError.write(Data("\(text)\n".utf8)) }
}
