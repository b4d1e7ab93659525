import DatabaseMonitoring
import Foundation
import Logging
import Metrics
import NIOCore
import PostgresDatabase
import ServiceLifecycle

// The examples in the documents, word by word. They are compiled, and not called.

func monitorAsAService(_ database: Database, _ url: String, _ logger: Logger) async throws {
    let monitor = try DatabaseMonitor(database: database, alerts: [.slack(url)])
    try await ServiceGroup(services: [database, monitor], logger: logger).run()
}

func monitorWithARegistry(_ database: Database, _ configuration: MonitorConfiguration) throws {
    let registry = MetricsRegistry()
    for metric in DatabaseMetric.all {
        registry.describe(metric.name, unit: metric.unit, help: metric.help, buckets: metric.buckets)
    }
    MetricsSystem.bootstrap(registry)
    let monitor = try DatabaseMonitor(database: database, configuration: configuration, registry: registry)
    let (contentType, text) = monitor.exposition(accept: "application/openmetrics-text")
    print(contentType, text)
}

func registryAlone() {
    let registry = MetricsRegistry()
    for metric in DatabaseMetric.all {
        registry.describe(metric.name, unit: metric.unit, buckets: metric.buckets)
    }
    MetricsSystem.bootstrap(registry)
    let text = ExpositionFormat.prometheus.text(of: registry.families())
    print(text)
}

func historyAlone() async {
    let history = MetricsHistory(path: "state/history.sqlite")
    await history.append(time: Date(), values: ["postgresql.connections{state=active}": 4])
    let day = await history.series(
        keys: ["postgresql.connections{state=active}"], from: Date() - 86_400, to: Date(), points: 300)
    print(day)
}

func deltas(_ earlier: MetricFamily.Histogram, _ later: MetricFamily.Histogram, _ group: any EventLoopGroup) {
    if let delta = HistogramDelta(from: earlier, to: later) {
        print(delta.quantile(0.95) ?? 0, delta.rate(over: .seconds(10)))
    }
    let delay = EventLoopDelay(of: group)
    delay.start()
    let worst = delay.takeWorst()
    print(worst)
}
