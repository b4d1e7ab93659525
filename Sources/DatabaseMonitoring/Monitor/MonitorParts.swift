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

/// What is kept in the history beside the series, so that a monitor that starts goes on where the last one ended.
struct MonitorArchive: Sendable {
    private static let kind = "monitor"

    let history: MetricsHistory
    let logger: Logger

    func load<Body: Decodable>(_ key: String, as type: Body.Type) async -> Body? {
        guard let document = await history.document(kind: Self.kind, key: key) else { return nil }
        do {
            return try MonitorJSON.decode(type, from: document.body)
        } catch {
            logger.warning("What an earlier monitor kept can't be read, and begins anew", metadata: ["part": "\(key)"])
            return nil
        }
    }

    func save(_ body: some Encodable, _ key: String, at time: Date) async {
        do {
            try await history.put(
                document: Self.kind, key: key, time: time, body: try MonitorJSON.encode(body))
        } catch {
            logger.warning(
                "What the monitor knows can't be kept", metadata: ["part": "\(key)", "reason": "\(error)"])
        }
    }

    /// A blocking tree, so that it can be looked at after the incident.
    func save(_ blocking: [BlockingNode], at time: Date) async {
        guard !blocking.isEmpty, let body = try? MonitorJSON.encode(blocking) else { return }
        try? await history.put(
            document: "blocking", key: "\(Int(time.timeIntervalSince1970))", time: time, body: body)
    }
}
