extension MetricFamily {
    /// The figures of a sample that `/metrics` shows, in the order of ``MonitorMetric/exposed``.
    ///
    /// Those of the pool, the cache and the HTTP server are left out: ``MetricsRegistry`` has them, under the names that
    /// OpenTelemetry gives them.
    public static func families(of sample: [Measured]) -> [MetricFamily] {
        let byMetric = Dictionary(grouping: sample, by: \.metric)
        return MonitorMetric.exposed.compactMap { metric in
            byMetric[metric].map { MetricFamily(metric, $0) }
        }
    }

    private init(_ metric: MonitorMetric, _ measured: [Measured]) {
        self.init(
            name: metric.name, kind: metric.kind == .counter ? .counter : .gauge, unit: metric.unit, help: metric.help,
            points: measured.map { figure in
                Point(labels: zip(metric.labels, figure.labels).map { Label($0, $1) }, value: .number(figure.value))
            })
    }
}
