import Metrics
import Synchronization

/// Everything that this process measures with swift-metrics, kept in memory for `/metrics` and the monitor.
///
/// ```swift
/// let registry = MetricsRegistry()
/// for metric in DatabaseMetric.all {
///     registry.describe(metric.name, unit: metric.unit, buckets: metric.buckets)
/// }
/// MetricsSystem.bootstrap(registry)
/// let text = ExpositionFormat.prometheus.text(of: registry.families())
/// ```
///
/// Counters and floating-point counters are counters. Meters are gauges, and so are recorders that don't aggregate.
/// Recorders that do are histograms, and so are timers: these in seconds.
///
/// Memory is bounded: by the number of metrics, the series of each, and the length of labels. What goes beyond is still
/// counted, together, in the series whose labels are all `other`; each time that a recorder is asked for which gets
/// none of its own is counted in `bookedbarber.metrics.series.dropped`.
///
/// Recording takes no memory and no lock. Making a recorder takes two short locks: keep it. All may be called from
/// everywhere at once.
public final class MetricsRegistry: Sendable {
    /// Of what is counted in `bookedbarber.metrics.series.dropped`, why it was, as its label `reason`.
    enum Reason: String, CaseIterable {
        /// The metric has as many series as it may.
        case series = "series_limit"
        /// There are as many metrics as there may be. What is recorded goes nowhere.
        case metrics = "metric_limit"
        /// The name belongs to a metric of another kind. What is recorded goes nowhere.
        case kind = "other_kind"
    }

    static let droppedName = "bookedbarber.metrics.series.dropped"

    private struct Contents {
        var metrics: [String: RegisteredMetric] = [:]
        var descriptions: [String: MetricDescription] = [:]
    }

    let maxSeries: Int
    private let maxMetrics: Int
    private let contents = Mutex(Contents())
    private let drops: [Reason: CounterSeries]
    /// For what is recorded under a name that can't have it.
    let nowhere = (counter: CounterSeries(), gauge: GaugeSeries(), histogram: HistogramSeries(bounds: []))

    /// - Parameters:
    ///   - maxMetrics: names, at least 1. A server of this project has about 50.
    ///   - maxSeries: of one metric, at least 1; one more for the rest. Each histogram takes about 1 kB.
    public init(maxMetrics: Int = 500, maxSeries: Int = 500) {
        (self.maxMetrics, self.maxSeries) = (max(1, maxMetrics), max(1, maxSeries))
        drops = Dictionary(uniqueKeysWithValues: Reason.allCases.map { ($0, CounterSeries()) })
    }

    /// How often a recorder was asked for that got no series of its own.
    public var dropped: Int { drops.values.reduce(0) { $0 + Int($1.number) } }

    /// Says what swift-metrics has no words for. Before the metric is first used; later, its buckets stay as they are.
    ///
    /// - Parameters:
    ///   - unit: as UCUM writes it. Timers are in seconds whatever it says.
    ///   - buckets: the upper bounds of a histogram's buckets, in its unit, in any order. Those that aren't finite are
    ///     left out. Empty: ``MetricDescription/durations`` for timers, ``MetricDescription/sizes`` for recorders.
    public func describe(_ name: String, unit: String = "", help: String = "", buckets: [Double] = []) {
        contents.withLock { contents in
            guard contents.descriptions[name] != nil || contents.descriptions.count < maxMetrics else { return }
            contents.descriptions[name] = MetricDescription(unit: unit, help: help, buckets: buckets)
        }
    }

    /// The metric of that name; nil when there may be no more.
    func metric(
        _ name: String, orMake make: (MetricDescription?) -> RegisteredMetric
    ) -> RegisteredMetric? {
        contents.withLock { contents in
            if let known = contents.metrics[name] { return known }
            guard contents.metrics.count < maxMetrics else { return nil }
            let made = make(contents.descriptions[name])
            contents.metrics[name] = made
            return made
        }
    }

    func drop(for reason: Reason) {
        drops[reason]?.increment(by: Int64(1))
    }

    /// All that was recorded until now, by name and labels. Metrics that nothing was recorded of are left out, except
    /// counters and histograms, which begin at zero.
    ///
    /// A histogram that is being recorded to may have a value in its sum that isn't in its counts yet, or the other way
    /// round. Takes time proportional to the number of series; recording goes on meanwhile.
    public func families() -> [MetricFamily] {
        let contents = contents.withLock { $0 }
        let families = contents.metrics.map { $1.family(named: $0, contents.descriptions[$0]) }
        return (families + [droppedFamily]).filter { !$0.points.isEmpty }.sorted { $0.name < $1.name }
    }

    private var droppedFamily: MetricFamily {
        MetricFamily(
            name: Self.droppedName, kind: .counter, unit: "{series}",
            help: "Times that a recorder was asked for which got no series of its own, since there are enough.",
            points: Reason.allCases.map { reason in
                .init(labels: [.init("reason", reason.rawValue)], value: .number(drops[reason]?.number ?? 0))
            })
    }
}
