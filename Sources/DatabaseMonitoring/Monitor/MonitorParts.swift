import Foundation
import Logging
import NIOPosix
import PostgresDatabase
import QueryCaching

/// What a monitor is made of, and what outlives it.
struct MonitorParts: Sendable {
    let database: Database
    let cache: QueryCache?
    let registry: MetricsRegistry?
    let configuration: MonitorConfiguration
    let rules: [AlertRule]
    let destinations: [AlertDestination]
    let history: MetricsHistory
    let historyPlace: HistoryPlace
    let board: SnapshotBoard
    let delays: EventLoopDelay
    let logger: Logger
}

/// Where the history is kept.
struct HistoryPlace: Sendable {
    let path: String
    private let isTemporary: Bool

    init(_ path: String?) {
        isTemporary = path == nil
        self.path =
            path
            ?? FileManager.default.temporaryDirectory
            .appendingPathComponent("database-monitor-\(UUID().uuidString).sqlite").path
    }

    /// Takes it away if it was to be temporary.
    func leave() {
        guard isTemporary else { return }
        for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
    }
}
