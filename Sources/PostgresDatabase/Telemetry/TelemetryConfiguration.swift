public import Metrics
public import Tracing

/// What a database tells swift-metrics and swift-distributed-tracing.
///
/// By default that goes to what the program has bootstrapped when the `Database` is made; where nothing was, nothing is
/// measured and nothing is spent.
///
/// ```swift
/// MetricsSystem.bootstrap(factory)            // with DatabaseMetric.all for units and buckets
/// InstrumentationSystem.bootstrap(tracer)
/// let database = Database(configuration: configuration, logger: logger)
/// ```
///
/// Names, units and attributes are those of OpenTelemetry's semantic conventions for databases, 1.44; see
/// `DatabaseMetric`. Metrics are handed over by `Database.run`; a program that doesn't call it calls
/// `Database.reportMetrics` itself.
public struct TelemetryConfiguration: Sendable {
    /// Nothing is measured and no span is made.
    public static let off = TelemetryConfiguration(emitsMetrics: false, emitsSpans: false)

    public var emitsMetrics: Bool
    /// Where the metrics go; nil for `MetricsSystem.factory`, as it is when the database is made.
    public var metricsFactory: (any MetricsFactory)?
    public var emitsSpans: Bool
    /// Where the spans go; nil for `InstrumentationSystem.tracer`, as it is when the database is made.
    public var tracer: (any Tracer)?
    /// `db.client.connection.pool.name`; nil for `host:port/database`.
    public var poolName: String?
    /// Whether spans carry `db.query.text`: the text with `$1` and so on, never the values.
    public var spansCarryQueryText = true

    public init(emitsMetrics: Bool = true, emitsSpans: Bool = true) {
        self.emitsMetrics = emitsMetrics
        self.emitsSpans = emitsSpans
    }

    package var factory: (any MetricsFactory)? {
        guard emitsMetrics else { return nil }
        let factory = metricsFactory ?? MetricsSystem.factory
        return factory is NOOPMetricsHandler ? nil : factory
    }

    var recordingTracer: (any Tracer)? {
        guard emitsSpans else { return nil }
        let tracer = tracer ?? InstrumentationSystem.tracer
        return tracer is NoOpTracer ? nil : tracer
    }
}
