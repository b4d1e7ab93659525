/// A figure that the monitor takes: in history, at `/metrics` and in alert rules.
///
/// Names are those of OpenTelemetry's receiver for PostgreSQL and of its conventions where these have one. At `/metrics`
/// `postgresql.blocks.hit` is `postgresql_blocks_hit_total`.
public struct MonitorMetric: Sendable, Hashable {
    public enum Kind: String, Sendable, Codable {
        /// Only grows, until what counts it starts anew. In history and in ``MonitorSnapshot/values``: its rate a second.
        case counter
        case gauge
    }

    public let name: String
    public let kind: Kind
    /// As UCUM writes it: `s`, `By`, `1` for a part of a whole, `{connection}`. Empty for what is 1 or 0: yes or no.
    public let unit: String
    public let help: String
    /// Names of its labels. Their values are bounded: states, modes, or the first few of a list.
    public let labels: [String]

    init(_ kind: Kind, _ name: String, _ unit: String, _ help: String, by labels: [String] = []) {
        (self.kind, self.name, self.unit, self.help, self.labels) = (kind, name, unit, help, labels)
    }

    static func counter(_ name: String, _ unit: String, _ help: String, by labels: String...) -> MonitorMetric {
        MonitorMetric(.counter, name, unit, help, by: labels)
    }

    static func gauge(_ name: String, _ unit: String, _ help: String, by labels: String...) -> MonitorMetric {
        MonitorMetric(.gauge, name, unit, help, by: labels)
    }

    /// All of them, in the order in which `/metrics` shows them.
    public static let all =
        sessions + database + locks + writing + replication + storage + client + caching + server + process + monitor

    /// Those that `/metrics` shows under their own names. The pool, the cache and the HTTP server report theirs to
    /// swift-metrics.
    public static let exposed =
        sessions + database + locks + writing + replication + storage + process + monitor
}

/// One series of a metric, as text: `postgresql.connections{state=active}`.
public struct SeriesKey: Sendable, Hashable {
    public let text: String

    public init(_ metric: MonitorMetric, _ labels: [String] = []) {
        self.init(name: metric.name, zip(metric.labels, labels).map { ($0, $1) })
    }

    /// In values, what would end one is replaced: commas, braces, `=`.
    init(name: String, _ labels: [(String, String)]) {
        guard !labels.isEmpty else {
            text = name
            return
        }
        let written = labels.map { "\($0)=\(Self.plain($1))" }
        text = "\(name){\(written.joined(separator: ","))}"
    }

    private static func plain(_ value: String) -> String {
        guard value.contains(where: { "{},=".contains($0) }) else { return value }
        return String(
            value.map { character in
                switch character {
                case "{": "("
                case "}": ")"
                case ",", "=": "_"
                default: character
                }
            })
    }
}

/// A figure as it was taken: counters in their own count.
public struct Measured: Sendable, Hashable {
    public let metric: MonitorMetric
    public let labels: [String]
    public let value: Double

    public init(_ metric: MonitorMetric, _ labels: String..., value: Double) {
        self.init(metric, labels: labels, value: value)
    }

    init(_ metric: MonitorMetric, labels: [String], value: Double) {
        (self.metric, self.labels, self.value) = (metric, labels, value)
    }

    public var key: SeriesKey { SeriesKey(metric, labels) }
}
