/// The series that dashboards and rules under `deploy` ask for.
public enum DeployedMetrics {
    /// All expressions: of dashboards, recording rules and alert rules.
    public static func expressions() throws -> [String] {
        try DashboardFile.all().flatMap(\.dashboard.expressions)
            + RuleFile.recording().rules.map(\.expr) + RuleFile.alerts().rules.map(\.expr)
    }

    /// As they begin a line of `/metrics`, `…_bucket` and `…_total` included. Without those that Prometheus makes itself:
    /// `up`, and what recording rules record.
    public static func names() throws -> Set<String> {
        let asked = try expressions().flatMap { PromQLExpression($0).selectors.map(\.metric) }
        let variables = try DashboardFile.all().flatMap(\.dashboard.variableMetrics)
        let recorded = try RuleFile.recording().rules.compactMap(\.record)
        return Set(asked + variables).subtracting(recorded).subtracting(["up"])
    }

    /// Those of ``names()`` that a healthy server by itself doesn't have: without a replica, a slot, a replica's recovery,
    /// or Redis.
    public static let conditional: Set = [
        "postgresql_replica_lag_bytes", "postgresql_replica_lag_time_seconds", "postgresql_recovery_lag_time_seconds",
        "postgresql_replication_slot_retained_bytes", "postgresql_replication_slot_active",
        "postgresql_replication_slot_lost", "postgresql_application_transaction_age_seconds",
        "bookedbarber_cache_push_delay_seconds_bucket",
    ]

    /// Whether a text of `/metrics` has a series of that name.
    public static func has(_ name: String, in exposition: String) -> Bool {
        exposition.split(separator: "\n").contains { line in
            line.hasPrefix(name) && (line.dropFirst(name.count).first.map { $0 == "{" || $0 == " " } ?? false)
        }
    }
}
