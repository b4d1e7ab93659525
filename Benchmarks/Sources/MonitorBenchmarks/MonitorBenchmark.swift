import BenchmarkReport
import BookedBarber
import DatabaseMonitoring
import Foundation
import LocalServers
import Logging
import PostgresDatabase

/// `scripts/bench monitor`: what sampling every 10 s takes of processors, here and in PostgreSQL, as the monitor says it and
/// as the operating system does; at rest, under load, and with as many kinds of statements as PostgreSQL remembers.
struct MonitorBenchmark: Sendable {
    let options: MonitorOptions

    func run() async throws {
        var logger = Logger(label: "bench")
        logger.logLevel = .error
        try await PrivateFolder.with { folder in
            let server = try await LocalPostgres.start(.init(directory: "\(folder)/postgres"), logger: logger)
            try await PrivateFolder.using(server) { [logger] server in
                let database = Database(
                    configuration: try DatabaseConfiguration(
                        url: server.url, pool: PoolConfiguration(size: 20, maxOverflow: 0)), logger: logger)
                try await PrivateFolder.using(database) { database in
                    BenchmarkProgram.say("Seeding at scale \(options.scale)")
                    try await Migrator(database: database).migrate()
                    let seeder = try Seeder(
                        database: database, scale: options.scale, now: Date(), addsToExisting: false)
                    _ = try await seeder.run { _ in }
                    print("\(MachineDescription.machine)\n\(MachineDescription.command)\n")
                    try await measure(database, "\(folder)/history.sqlite", logger)
                } end: {
                    await $0.shutdown()
                }
            } end: {
                try await $0.stop(.immediate)
            }
        }
    }

    private func measure(_ database: Database, _ history: String, _ logger: Logger) async throws {
        let load = PointReads(database: database)
        BenchmarkProgram.say("At rest without a monitor")
        let (_, rest) = try await ownProcessor { try await Task.sleep(for: .seconds(options.seconds)) }
        var rows: [[String]] = []
        for part in Part.allCases {
            BenchmarkProgram.say("\(part.title), with a monitor")
            if part == .manyStatements { try await ManyStatements(database: database).execute(5000) }
            let watch = try Watch(database, history, logger)
            let (result, own) = try await ownProcessor {
                try await watch.during(.seconds(options.seconds)) {
                    if part == .load { try await load.run() }
                }
            }
            rows.append(part.row(result, own: part == .load ? nil : own - rest))
        }
        let head = [
            "", "samples", "median", "longest", "says of itself", "its backend", "the process, more than without",
        ]
        for row in [head] + rows { print(row.joined(separator: " | ")) }
    }

    /// The part of one core that this process takes meanwhile.
    private func ownProcessor<R>(_ body: () async throws -> R) async throws -> (R, Double) {
        let (time, before) = (ContinuousClock.now, CPUTime.ownMicroseconds)
        let result = try await body()
        let share = (CPUTime.ownMicroseconds - before) / ((ContinuousClock.now - time) / .microseconds(1))
        return (result, share)
    }

    enum Part: CaseIterable {
        case rest, load, manyStatements

        var title: String {
            switch self {
            case .rest: "at rest"
            case .load: "under load"
            case .manyStatements: "5,000 kinds of statements"
            }
        }

        func row(_ result: Watch.Result, own: Double?) -> [String] {
            func percent(_ share: Double?) -> String {
                share.map { String(format: "%.3f %% of a core", $0 * 100) } ?? "–"
            }
            let durations = result.durations.sorted()
            func milliseconds(_ value: Double?) -> String { value.map { String(format: "%.1f ms", $0 * 1000) } ?? "–" }
            return [
                title, "\(durations.count)", milliseconds(durations.isEmpty ? nil : durations[durations.count / 2]),
                milliseconds(durations.last), percent(result.cost), percent(result.backend), percent(own),
            ]
        }
    }
}
