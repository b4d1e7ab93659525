import BenchmarkReport
import Foundation

/// Measures the HTTP server beside a fixed response of the same process.
@main
enum HTTPBenchmarks {
    static func main() async {
        let arguments = CommandLine.arguments.dropFirst()
        switch arguments.first {
        case "http": await BenchmarkProgram.run { try await HTTPBenchmark.run(arguments.dropFirst()) }
        case ServerProgram.command: await BenchmarkProgram.run { try await ServerProgram.run() }
        default:
            BenchmarkProgram.say("bench: \(HTTPBenchmark.usage)")
            exit(1)
        }
    }
}
