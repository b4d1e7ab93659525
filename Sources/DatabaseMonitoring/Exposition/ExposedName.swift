/// What a metric is called at `/metrics`, by Prometheus' rules for names.
///
/// | name | kind, unit | exposed |
/// |---|---|---|
/// | `postgresql.blocks.hit` | counter, `{block}` | `postgresql_blocks_hit_total` |
/// | `http.server.request.duration` | histogram, `s` | `http_server_request_duration_seconds` |
/// | `postgresql.connection.usage` | gauge, `1` | `postgresql_connection_usage_ratio` |
/// | `db.client.connection.count` | gauge, `{connection}` | `db_client_connections` |
///
/// After OpenTelemetry's specification of compatibility with Prometheus (*OTLP Metric points to Prometheus*), and one
/// rule more: `_count`, `_sum`, `_bucket` and `_total` at the end of another kind of metric would be taken for parts of
/// a histogram or for a counter. `count` gives way to the plural of what is counted.
public struct ExposedName: Sendable, Hashable {
    /// Of all series together; in OpenMetrics without `_total`.
    public let family: String
    /// Of the series of a counter or gauge, and what `TYPE` and `HELP` say in Prometheus' format.
    public let series: String
    /// As it is at the end of the family's name: `seconds`; empty when there is none.
    public let unit: String

    /// - Parameter unit: as UCUM writes it.
    public init(_ name: String, kind: MetricFamily.Kind, unit: String = "") {
        let unit = PrometheusUnit.name(of: unit, kind: kind)
        var base = PrometheusName.plain(name)
        while base.hasSuffix("_total") { base.removeLast("_total".count) }
        if kind != .histogram { base = Self.withoutReservedEnding(base) }
        if !unit.isEmpty, base != unit, !base.hasSuffix("_" + unit) { base += "_" + unit }
        if base.first.map({ $0.isNumber }) ?? true { base = "_" + base }
        family = base
        series = kind == .counter ? base + "_total" : base
        self.unit = base == unit || !base.hasSuffix("_" + unit) ? "" : unit
    }

    private static func withoutReservedEnding(_ name: String) -> String {
        if name.hasSuffix("_count") {
            let counted = name.dropLast("_count".count)
            return counted.isEmpty || counted.hasSuffix("s") ? String(counted) : counted + "s"
        }
        for ending in ["_sum", "_bucket", "_created", "_info"] where name.hasSuffix(ending) {
            return name + "_value"
        }
        return name
    }
}

extension MetricFamily {
    public var exposedName: ExposedName { ExposedName(name, kind: kind, unit: unit) }
}

extension MonitorMetric {
    /// What its series are called at `/metrics`, if ``exposed`` has it.
    public var exposedName: ExposedName {
        ExposedName(name, kind: kind == .counter ? .counter : .gauge, unit: unit)
    }
}
