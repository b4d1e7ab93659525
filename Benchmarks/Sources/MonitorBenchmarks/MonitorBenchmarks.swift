import BenchmarkReport
import Foundation

/// Measures what the database monitor costs.
@main
enum MonitorBenchmarks {
    static func main() async {
        let arguments = CommandLine.arguments.dropFirst()
        guard arguments.first == "monitor", let options = MonitorOptions(arguments.dropFirst()) else {
            BenchmarkProgram.say("bench: \(MonitorOptions.usage)")
            exit(1)
        }
        await BenchmarkProgram.run { try await MonitorBenchmark(options: options).run() }
    }
}

struct MonitorOptions: Sendable {
    static let usage = "usage: scripts/bench monitor [--seconds S, from 30] [--scale N, 0.1 to 10]"

    /// Of each part.
    var seconds = 120
    var scale = 1.0

    init?(_ arguments: some Collection<String>) {
        var rest = Array(arguments)[...]
        while let name = rest.popFirst() {
            guard let value = rest.popFirst() else { return nil }
            switch name {
            case "--seconds":
                guard let seconds = Int(value), seconds >= 30 else { return nil }
                self.seconds = seconds
            case "--scale":
                guard let scale = Double(value), (0.1...10).contains(scale) else { return nil }
                self.scale = scale
            default: return nil
            }
        }
    }
}
