import Foundation

/// What PostgreSQL said at one moment: counters in their own count.
struct RawSample: Sendable {
    var time: Date
    var server: ServerFacts?
    var identity: ServerIdentity?
    /// Of the server. Its counters begin anew with ``identity``.
    var measured: [Measured] = []
    var sessions: [SessionRow] = []
    var waits: [LockWait] = []
    /// Nil where they weren't sampled this time.
    var statements: [StatementCounters]?
    var tables: [TableCounters]?
    var indexes: [IndexCounters]?
    var replicas: [ReplicaRow] = []
    var slots: [SlotRow] = []
    var missing: [MissingPart] = []
    /// Collectors that failed, other than for something that is missing.
    var failures: [String: String] = [:]
    /// What sampling took, by collector.
    var costs: [String: Duration] = [:]

    init(time: Date) { self.time = time }

    mutating func add(_ metric: MonitorMetric, _ labels: String..., value: Double?) {
        guard let value, value.isFinite else { return }
        measured.append(Measured(metric, labels: labels, value: value))
    }

    mutating func add(_ metric: MonitorMetric, _ labels: String..., value: Int?) {
        guard let value else { return }
        measured.append(Measured(metric, labels: labels, value: Double(value)))
    }
}

/// A session that waits for a lock, and one that holds it.
struct LockWait: Sendable, Equatable {
    var pid: Int
    var blockedBy: [Int]
    /// `RowExclusiveLock on relation appointments`
    var lock: String
    /// In seconds.
    var waited: Double
}

/// A kind of statement in `pg_stat_statements`: what makes it one.
struct StatementKey: Sendable, Hashable, Codable {
    var user: Int
    var database: Int
    var query: Int64
    var isTopLevel: Bool

    /// In one word: for links, series and storage.
    var text: String { "\(UInt64(bitPattern: query).hexadecimal)-\(user)-\(database)\(isTopLevel ? "" : "-nested")" }
}

struct StatementCounters: Sendable, Equatable, Codable {
    var key: StatementKey
    var calls: Int
    /// Of execution, in seconds.
    var time: Double
    var rows: Int
    var blocksHit: Int
    var blocksRead: Int
}

struct TableCounters: Sendable, Equatable {
    var name: String
    var size: Int
    var liveRows: Int
    var deadRows: Int
    var sequentialScans: Int
    var sequentialRows: Int
    var indexScans: Int
    var inserts: Int
    var updates: Int
    var hotUpdates: Int
    var deletes: Int
    var lastVacuum: Date?
    var lastAnalyze: Date?
    var partitions: Int
}

struct IndexCounters: Sendable, Equatable {
    var name: String
    var table: String
    var size: Int
    var scans: Int
    var rowsRead: Int
    var isConstraint: Bool
    var isValid: Bool
}

extension UInt64 {
    var hexadecimal: String {
        let digits = String(self, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
