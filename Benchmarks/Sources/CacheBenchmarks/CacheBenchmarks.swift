import BenchmarkReport
import Foundation

/// Measures the cache: on recorded requests, and beside a dictionary and Redis's own program.
@main
enum CacheBenchmarks {
    static func main() async {
        let arguments = CommandLine.arguments.dropFirst()
        switch arguments.first {
        case "cache-trace":
            // No server has to be stopped: Ctrl-C ends it at once.
            do { try TraceBenchmark(TraceOptions(arguments.dropFirst())).run() } catch {
                BenchmarkProgram.say("bench: \(error)")
                exit(1)
            }
        case "cache": await BenchmarkProgram.run { try await CacheBenchmark.run(arguments.dropFirst()) }
        case DayProcess.command: await BenchmarkProgram.run { try await DayProcess.run() }
        default:
            BenchmarkProgram.say("bench: \(TraceOptions.usage)\n       \(CacheBenchmark.usage)")
            exit(1)
        }
    }
}
