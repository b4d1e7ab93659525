import DatabaseMonitoring
import PostgresDatabase

/// What a drill needs around it, and what it shortens.
struct DrillSetting: Sendable {
    /// Between two samples.
    var interval: Duration = .milliseconds(250)
    /// Settings of the private PostgreSQL over the usual ones of drills.
    var postgres: [String: String] = [:]
    var pool = PoolConfiguration(size: 1, maxOverflow: 0)
    /// Whether there is a query cache, and a Redis for it.
    var cache = DrillCache.none
    /// Disks that are watched, by name.
    var disks: [String: String] = [:]
    /// Changes what can't be reached within seconds.
    var terms: @Sendable (inout AlertTerms) -> Void = { _ in }
    /// How long each step may take.
    var patience: Duration = .seconds(60)

    enum DrillCache: Sendable { case none, inProcess, withRedis }

    static let usual = [
        "max_connections": "20", "shared_buffers": "16MB", "max_worker_processes": "4", "max_wal_size": "256MB",
        "deadlock_timeout": "100ms",
    ]

    /// What a server needs that has replicas or slots.
    static let replicating = ["wal_level": "replica", "max_wal_senders": "4"]

    /// The standard rules, of which that one is quick.
    func rules(for name: String) -> [AlertRule] {
        AlertRule.standard().map { $0.name == name ? quick($0) : $0 }
    }

    private func quick(_ rule: AlertRule) -> AlertRule {
        var rule = rule
        rule.terms.duration = min(rule.terms.duration, interval * 4)
        rule.terms.clearDuration = min(rule.terms.clearDuration, interval * 4)
        rule.terms.updateInterval = .seconds(1)
        terms(&rule.terms)
        return rule
    }

    /// What the drill does otherwise than the rule would: `a sample every 250 ms, fires after 1 s instead of 15 s`
    func description(of name: String) -> String {
        guard let usual = AlertRule.standard().first(where: { $0.name == name }) else { return "" }
        let quick = quick(usual)
        var parts = ["a sample every \(time(interval))"]
        if quick.terms.limit != usual.terms.limit {
            parts.append(
                "limit \(AlertQuantity(quick.terms.limit, usual.unit)) instead of \(AlertQuantity(usual.terms.limit, usual.unit))"
            )
        }
        if quick.terms.duration != usual.terms.duration {
            parts.append("fires after \(time(quick.terms.duration)) instead of \(time(usual.terms.duration))")
        }
        if quick.terms.clearDuration != usual.terms.clearDuration {
            parts.append(
                "clears after \(time(quick.terms.clearDuration)) instead of \(time(usual.terms.clearDuration))")
        }
        return parts.joined(separator: ", ")
    }

    private func time(_ duration: Duration) -> String { "\(AlertQuantity(duration / .seconds(1), "s"))" }
}
