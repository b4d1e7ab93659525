import DatabaseMonitoring

/// Which series a page shows.
enum SeriesPlan {
    /// Routes whose requests are added up, the busiest first.
    static let routes = 30
    /// Of them, those whose percentiles are looked at.
    static let timedRoutes = 5
    static let kinds = 6
    static let replicas = 4

    static func keys(for snapshot: MonitorSnapshot?) -> [String] {
        let plain: [MonitorMetric] = [
            .poolWaiting, .poolLimit, .connectionMax, .bufferHitRatio, .statementCalls, .statementTime,
            .statementsCoverage, .blocked, .longestLockWait, .commits, .rollbacks, .walBytes, .tempBytes, .deadlocks,
            .processorTime, .memory, .eventLoopDelay, .monitorCost,
        ]
        var keys = plain.map { SeriesKey($0).text }
        keys += ["leased", "idle"].map { SeriesKey(.poolConnections, [$0]).text }
        keys += connectionStates.map { SeriesKey(.connections, [$0]).text }
        guard let snapshot else { return keys }
        let routes = snapshot.routes.prefix(Self.routes).map(\.route)
        keys += routes.flatMap { [SeriesKey(.httpRequests, [$0]).text, SeriesKey(.httpErrors, [$0]).text] }
        keys += routes.prefix(timedRoutes).flatMap { route in
            percentiles.map { SeriesKey($0.metric, [route]).text }
        }
        keys += snapshot.cache.prefix(kinds).map { SeriesKey(.cacheHitRatio, [$0.kind]).text }
        keys += snapshot.replicas.prefix(replicas).map { SeriesKey(.replicaLag, [$0.name]).text }
        return keys
    }

    static let connectionStates = ["active", "idle", "idle in transaction"]

    static let percentiles: [(label: String, metric: MonitorMetric)] = [
        ("p50", .httpMedian), ("p95", .http95), ("p99", .http99),
    ]
}
