import BookedBarberServer
import DatabaseMonitoring
import PostgresDatabase
import QueryCaching

extension MetricsRegistry {
    /// Knows the units and buckets of all that the program records.
    static func ofProgram() -> MetricsRegistry {
        let registry = MetricsRegistry()
        for metric in DatabaseMetric.all {
            registry.describe(metric.name, unit: metric.unit, help: metric.help, buckets: metric.buckets)
        }
        for metric in CacheMetric.all {
            registry.describe(metric.name, unit: metric.unit, help: metric.help, buckets: metric.buckets)
        }
        for metric in ServerMetric.all {
            registry.describe(metric.name, unit: metric.unit, help: metric.help, buckets: metric.buckets)
        }
        return registry
    }
}
