import Logging
import Metrics
import Postgres
import PostgresDatabase
import Tracing

/// The examples in the documentation of what is seen from outside: `ExamplesInDocumentsTests` looks for them here.
enum TelemetryExamples {
    static func listening(_ configuration: DatabaseConfiguration, _ logger: Logger) -> Database {
        /// Reports may take long and sort in memory; everybody else must be quick.
        struct RoleParameters: ConnectionListener {
            func connected(_ connection: Connection) async throws {
                let role = try await connection.query("SELECT current_user::text").decode(String.self)[0]
                let isForReports = role == "reports"
                try await connection.query("SELECT set_config('work_mem', \(isForReports ? "64MB" : "4MB"), false)")
                try await connection.query(
                    "SELECT set_config('statement_timeout', \(isForReports ? "5min" : "2s"), false)")
            }
        }
        let database = Database(configuration: configuration, logger: logger, listeners: [RoleParameters()])
        return database
    }

    static func looking(at database: Database) {
        print(database.statistics)
        // Pool: 3 leased, 5 idle, 0 connecting, 0 waiting of 50+20; 8120 leases, 12 had to wait, 0 timed out
        // Lanes: 2 of 2 open, 31 reads under way; 902114 reads in 21034 batches (42.9 each), 4 sent again, 0 rerouted
        // Statements by total time:
        //   12.4 s  4100 calls  0 errors  3.024 ms each  18.1 ms longest  SELECT id, starts_at FROM appointments WHERE …
    }

    static func choosingBuckets() -> [String: [Double]] {
        var buckets: [String: [Double]] = [:]
        for metric in DatabaseMetric.all { buckets[metric.name] = metric.buckets }
        return buckets
    }

    static func bootstrapping(
        _ factory: any MetricsFactory, _ tracer: any Tracer, _ configuration: DatabaseConfiguration, _ logger: Logger
    ) -> Database {
        MetricsSystem.bootstrap(factory)  // with DatabaseMetric.all for units and buckets
        InstrumentationSystem.bootstrap(tracer)
        let database = Database(configuration: configuration, logger: logger)
        return database
    }
}
