public import Foundation

/// Everything that the monitor knows at one moment: what the dashboard, `top` and the alert rules look at.
///
/// Encoded by ``MonitorJSON``: keys in snake case, times in seconds since 1970, durations in seconds.
public struct MonitorSnapshot: Sendable, Codable, Equatable {
    /// When the sample was taken.
    public var time: Date
    /// Between two samples, in seconds.
    public var interval: Double
    /// What is known of the server; nil before the first sample, and while it can't be reached.
    public var server: ServerFacts?
    /// Why nothing could be sampled, when that is so: PostgreSQL can't be reached, or doesn't answer in time.
    public var blindness: String?
    /// The present value of every series of ``MonitorMetric``, by ``SeriesKey``: gauges as they are, counters as their
    /// rate a second since the sample before. What wasn't measured isn't in it.
    public var values: [String: Double] = [:]
    /// Sessions that do something or hold something, the oldest transactions first; at most 50.
    public var sessions: [SessionRow] = []
    /// Who blocks whom: the roots are waited for, and wait for nobody.
    public var blocking: [BlockingNode] = []
    /// Statements by the time that they took since the sample before, at most 100.
    public var statements: [StatementRow] = []
    /// Of the time in which the database was active, the share that ``statements`` explain, from 0 to 1. Nil when
    /// either isn't known.
    public var coverage: Double?
    /// The largest tables, at most 50.
    public var tables: [TableRow] = []
    /// Their indexes, at most 100.
    public var indexes: [IndexRow] = []
    public var replicas: [ReplicaRow] = []
    public var slots: [SlotRow] = []
    public var pool: PoolRow?
    public var cache: [CacheRow] = []
    /// By rate, at most 50.
    public var routes: [RouteRow] = []
    public var alerts: [AlertRow] = []
    /// Collectors that failed in this sample, or rest: what they would have seen isn't known.
    public var unsampled: [String] = []
    /// What can't be sampled on this server, and how to get it.
    public var missing: [MissingPart] = []
    /// What happened to the server, or to its statistics, in the last 24 hours; the newest last, at most 50.
    public var marks: [HistoryMark] = []
    public var monitor = MonitorFacts()

    public init(time: Date, interval: Double) {
        (self.time, self.interval) = (time, interval)
    }

    /// The value of a series; nil when it wasn't measured.
    public subscript(_ metric: MonitorMetric, _ labels: String...) -> Double? {
        values[SeriesKey(metric, labels).text]
    }
}

/// The server that is watched.
public struct ServerFacts: Sendable, Codable, Equatable {
    /// As the server says it: `15.18`.
    public var version: String
    public var database: String
    public var startedAt: Date
    public var isInRecovery: Bool
    /// `pg_control_system().system_identifier`; nil without the right to ask.
    public var systemIdentifier: String?
    public var timeline: Int?
    /// Connections that ordinary roles may have.
    public var connectionLimit: Int

    public init(
        version: String, database: String, startedAt: Date, isInRecovery: Bool, systemIdentifier: String?,
        timeline: Int?, connectionLimit: Int
    ) {
        (self.version, self.database, self.startedAt) = (version, database, startedAt)
        (self.isInRecovery, self.systemIdentifier, self.timeline) = (isInRecovery, systemIdentifier, timeline)
        self.connectionLimit = connectionLimit
    }
}

/// A part that isn't sampled on this server.
public struct MissingPart: Sendable, Codable, Equatable {
    /// Such as `pg_stat_statements`.
    public var part: String
    public var reason: String
    /// What to do to have it.
    public var remedy: String

    public init(part: String, reason: String, remedy: String) {
        (self.part, self.reason, self.remedy) = (part, reason, remedy)
    }
}

/// Something after which figures can't be compared with those before: a restart, a failover, a reset of statistics.
public struct HistoryMark: Sendable, Codable, Equatable {
    public enum Kind: String, Sendable, Codable {
        case restart, failover, promotion
        case statisticsReset = "statistics_reset"
        case statementsReset = "statements_reset"
        case monitorStart = "monitor_start"
        case blind, seeing
    }

    public var time: Date
    public var kind: Kind
    public var text: String

    public init(time: Date, kind: Kind, text: String) {
        (self.time, self.kind, self.text) = (time, kind, text)
    }
}

/// What the monitor itself costs, and how it fares.
public struct MonitorFacts: Sendable, Codable, Equatable {
    /// How long the last sample took, in seconds.
    public var sampleDuration = 0.0
    /// Time of the database's and of this process' processors that sampling takes, as a share of one core, over the last
    /// samples.
    public var cost = 0.0
    public var samples = 0
    /// Samples that weren't taken because the one before was still under way.
    public var skipped = 0
    /// Collectors that rest because sampling cost too much.
    public var shed: [String] = []
    /// Why history can't be written, when that is so.
    public var historyFailure: String?
    public var historyBytes = 0
    /// Messages that wait for the webhook, and those that were lost.
    public var webhookQueue = 0
    public var webhookDropped = 0
    /// The last error of the webhook, when the last attempt failed.
    public var webhookFailure: String?

    public init() {}
}
