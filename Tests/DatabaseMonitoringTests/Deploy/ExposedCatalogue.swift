import PostgresDatabase
import QueryCaching

@testable import DatabaseMonitoring

/// Everything that `/metrics` of the program can show.
struct ExposedCatalogue {
    struct Entry: Equatable {
        /// Of a counter or gauge; of a histogram without `_bucket`, `_sum` and `_count`.
        let name: String
        let kind: MetricFamily.Kind
        let unit: String
        let help: String
        let labels: [String]
    }

    let entries: [Entry]

    init() {
        entries =
            MonitorMetric.exposed.map(Self.entry) + DatabaseMetric.all.map(Self.entry)
            + CacheMetric.all.map(Self.entry) + [Self.requestDuration]
    }

    /// The series of each entry, as they begin a line.
    var series: [String: Entry] {
        let all = entries.flatMap { entry in Self.endings(entry.kind).map { (entry.name + $0, entry) } }
        return Dictionary(uniqueKeysWithValues: all)
    }

    private static func endings(_ kind: MetricFamily.Kind) -> [String] {
        kind == .histogram ? ["_bucket", "_sum", "_count"] : [""]
    }

    private static func entry(_ metric: MonitorMetric) -> Entry {
        Entry(
            name: metric.exposedName.series, kind: metric.kind == .counter ? .counter : .gauge, unit: metric.unit,
            help: metric.help, labels: metric.labels)
    }

    private static func entry(_ metric: DatabaseMetric) -> Entry {
        let kind: MetricFamily.Kind =
            switch metric.kind {
            case .histogram: .histogram
            case .counter: .counter
            case .upDownCounter: .gauge
            }
        let isOfOperation = [.operationDuration, .returnedRows].contains(metric)
        let pool = ["db_client_connection_pool_name"]
        let state = metric.name == "db.client.connection.count" ? ["db_client_connection_state"] : []
        return Entry(
            name: ExposedName(metric.name, kind: kind, unit: metric.unit).series, kind: kind, unit: metric.unit,
            help: metric.help, labels: isOfOperation ? operationLabels : pool + state)
    }

    private static let operationLabels = [
        "db_system_name", "db_namespace", "server_address", "server_port", "db_query_summary",
        "db_response_status_code", "error_type",
    ]

    private static func entry(_ metric: CacheMetric) -> Entry {
        let kind: MetricFamily.Kind =
            switch metric.instrument {
            case .histogram: .histogram
            case .counter: .counter
            case .gauge: .gauge
            }
        let labels: [String] =
            switch metric {
            case .requests: ["cache_name", "cache_level", "cache_result"]
            case .redisState: ["cache_redis_state"]
            case .invalidations, .outboxRows, .pushDelay, .redisFailures: []
            default: ["cache_name"]
            }
        return Entry(
            name: ExposedName(metric.name, kind: kind, unit: metric.unit).series, kind: kind, unit: metric.unit,
            help: metric.help, labels: labels)
    }

    private static let requestDuration = Entry(
        name: ExposedName("http.server.request.duration", kind: .histogram, unit: "s").series, kind: .histogram,
        unit: "s", help: "How long requests took, from their head to their answer, by route and status.",
        labels: ["http_request_method", "http_route", "http_response_status_code", "url_scheme"])
}
