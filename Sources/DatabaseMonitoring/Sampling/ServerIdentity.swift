import Foundation

/// What has to stay the same for counters to be comparable.
struct ServerIdentity: Sendable, Codable, Equatable {
    /// Nil without the right to ask.
    var systemIdentifier: String?
    var timeline: Int?
    var startedAt: Date
    /// When the statistics of the database were last reset; nil: never.
    var statisticsReset: Date?
    /// When `pg_stat_statements` was last reset.
    var statementsReset: Date?
    var isInRecovery: Bool
    var database: String

    /// What has happened between two samples; the first one decides what can be compared.
    func changes(to now: ServerIdentity) -> [HistoryMark.Kind] {
        if database != now.database || Self.differ(systemIdentifier, now.systemIdentifier) { return [.failover] }
        var changes: [HistoryMark.Kind] = []
        if isInRecovery, !now.isInRecovery {
            changes.append(.promotion)
        } else if (Self.differ(timeline, now.timeline) && !Self.isSame(startedAt, now.startedAt))
            || (!isInRecovery && now.isInRecovery)
        {
            // Another history, or suddenly a replica: another server answers. (A server that was promoted says its new
            // timeline only after its next checkpoint.)
            changes.append(.failover)
        }
        if !Self.isSame(startedAt, now.startedAt), !changes.contains(.failover) { changes.append(.restart) }
        if !Self.isSame(statisticsReset, now.statisticsReset) { changes.append(.statisticsReset) }
        if let before = statementsReset, let after = now.statementsReset, !Self.isSame(before, after) {
            changes.append(.statementsReset)
        }
        return changes
    }

    /// A time that was stored and read again may differ by the last digit.
    private static func isSame(_ one: Date?, _ other: Date?) -> Bool {
        guard let one, let other else { return one == nil && other == nil }
        return abs(one.timeIntervalSince(other)) < 0.001
    }

    /// What is unknown on one side can't differ.
    private static func differ<Value: Equatable>(_ one: Value?, _ other: Value?) -> Bool {
        guard let one, let other else { return false }
        return one != other
    }
}

extension HistoryMark {
    init(_ kind: Kind, at time: Date, _ now: ServerIdentity) {
        let text =
            switch kind {
            case .restart: "The server was restarted."
            case .failover: "Another server answers."
            case .promotion: "The replica became the primary."
            case .statisticsReset: "The statistics were reset, or lost in a crash."
            case .statementsReset: "pg_stat_statements was reset."
            case .monitorStart: "The monitor was started."
            case .blind: "PostgreSQL can't be sampled."
            case .seeing: "PostgreSQL can be sampled again."
            }
        self.init(time: time, kind: kind, text: text)
    }
}
