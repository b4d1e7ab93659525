import DatabaseMonitoring
import Foundation
import Logging
import Postgres
import PostgresDatabase

/// A monitor that runs for a while, and what it took.
struct Watch: Sendable {
    struct Result: Sendable {
        var durations: [Double] = []
        /// The part of one core, smoothed, that the monitor says it takes, here and in PostgreSQL.
        var cost: Double?
        /// What the operating system says of the monitor's process of PostgreSQL; nil where it doesn't.
        var backend: Double?
    }

    private let database: Database
    private let monitor: DatabaseMonitor

    init(_ database: Database, _ history: String, _ logger: Logger) throws {
        self.database = database
        var configuration = MonitorConfiguration()
        configuration.historyPath = history
        // What it would take is measured, not what it is allowed.
        configuration.budget = 1
        monitor = try DatabaseMonitor(database: database, configuration: configuration, logger: logger)
    }

    func during(_ time: Duration, _ body: @escaping @Sendable () async throws -> Void) async throws -> Result {
        var result = Result()
        let running = Task { [monitor] in try await monitor.run() }
        let work = Task { try await body() }
        let begin = ContinuousClock.now
        var (pid, before): (Int32?, Duration?) = (nil, nil)
        for await snapshot in monitor.snapshots() {
            if pid == nil {
                pid = try await backend()
                before = pid.flatMap { Self.processorTime($0) }
            }
            result.durations.append(snapshot.monitor.sampleDuration)
            result.cost = snapshot.monitor.cost
            if ContinuousClock.now - begin >= time { break }
        }
        if let pid, let before, let after = Self.processorTime(pid) {
            result.backend = (after - before) / (ContinuousClock.now - begin)
        }
        work.cancel()
        _ = try? await work.value
        running.cancel()
        try await running.value
        return result
    }

    private func backend() async throws -> Int32? {
        try await database.write(
            "SELECT pid FROM pg_stat_activity WHERE application_name = 'bookedbarber_monitor'"
        ).decode(Int32.self).first
    }

    private static func processorTime(_ pid: Int32) -> Duration? {
        guard let text = try? String(contentsOfFile: "/proc/\(pid)/schedstat", encoding: .utf8),
            let nanoseconds = text.split(separator: " ").first.flatMap({ Int64($0) })
        else { return nil }
        return .nanoseconds(nanoseconds)
    }
}
