import ArgumentParser
import TortureTesting

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

@main struct TortureCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "torture", abstract: "Works a database hard while everything fails that can fail.")

    @Option(help: "How long faults are injected.") var seconds = 60
    @Option(help: "What the random choices follow; by default another one each time.") var seed: UInt64?
    @Option(help: "How many tasks work at once.") var tasks = 2000

    func validate() throws {
        guard seconds > 0, tasks > 0 else { throw ValidationError("--seconds and --tasks must be above 0.") }
    }

    func run() async throws {
        let seed = seed ?? UInt64.random(in: 0...UInt64(UInt32.max))
        print("seed \(seed), \(tasks) tasks, \(seconds) s")
        let torture = Torture(seed: seed, duration: .seconds(seconds), tasks: tasks) { text in
            print(text)
            fflush(nil)
        }
        let report = try await torture.run()
        print(report)
        if !report.violations.isEmpty { throw ExitCode.failure }
    }
}
