import ArgumentParser
import CacheHistory
import Foundation

@main struct CacheHistoryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cache-history", abstract: "Looks for stale reads of several processes while everything fails.",
        subcommands: [Run.self, Worker.self], defaultSubcommand: Run.self)

    struct Run: AsyncParsableCommand {
        @Option(help: "How long the processes read and write.") var seconds = 60
        @Option(help: "What the random choices follow; by default another one each time.") var seed: UInt64?
        @Option(help: "How many processes.") var processes = 3
        @Flag(help: "Break the cache on purpose: the check has to find it.") var broken = false

        func validate() throws {
            guard seconds > 3, processes > 0 else {
                throw ValidationError("--seconds must be above 3, --processes above 0.")
            }
        }

        func run() async throws {
            let seed = seed ?? UInt64.random(in: 0...UInt64(UInt32.max))
            print("seed \(seed), \(processes) processes, \(seconds) s")
            let program = Bundle.main.executableURL?.path ?? CommandLine.arguments[0]
            var history = HistoryRun(seed: seed, seconds: seconds, program: program)
            history.processes = processes
            history.isBroken = broken
            let report = try await history.run()
            let faults = report.faults.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
            let stale = report.staleness
            print(
                """
                \(report.reads) reads, \(report.writes) writes, \(report.invalidations) invalidations by hand, \
                \(report.failures) failed
                outcome unknown: \(report.unknown) writes, of which \(report.unknownCommitted) were committed; \
                \(report.unreported) more of processes that died
                faults: \(faults.joined(separator: ", ")); PostgreSQL away for \(report.outage) s
                """)
            print(
                """
                \(report.staleReads) reads of what another process had changed: \(stale.median) ms after it at the \
                median, \(stale.p99) ms at the 99th percentile, \(stale.longest) ms at most
                """)
            for (reason, count) in report.reasons.sorted(by: { $0.value > $1.value }).prefix(4) {
                print("\(count) times: \(reason)")
            }
            for violation in report.violations { print(violation) }
            print(report.violations.isEmpty ? "seed \(seed): all is well" : "seed \(seed): NOT well")
            if !report.violations.isEmpty { throw ExitCode.failure }
        }
    }

    struct Worker: AsyncParsableCommand {
        static let configuration = CommandConfiguration(shouldDisplay: false)

        func run() async throws {
            let orders = ProcessInfo.processInfo.environment["CACHE_HISTORY_ORDERS"] ?? ""
            let decoded = try JSONDecoder().decode(HistoryWorker.Orders.self, from: Data(orders.utf8))
            try await HistoryWorker(decoded).run()
        }
    }
}
