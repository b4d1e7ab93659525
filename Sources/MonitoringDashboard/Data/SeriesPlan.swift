import DatabaseMonitoring

/// Which series a page shows.
enum SeriesPlan {
    static let kinds = 6
    static let replicas = 4

    static func keys(for snapshot: MonitorSnapshot?) -> [String] {
        let plain: [MonitorMetric] = [
            .poolWaiting, .poolLimit, .connectionMax, .bufferHitRatio, .statementCalls, .statementTime,
            .statementsCoverage, .blocked, .longestLockWait, .commits, .rollbacks, .walBytes, .tempBytes, .deadlocks,
            .processorTime, .memory, .openFiles, .eventLoopDelay, .monitorCost,
        ]
        var keys = plain.map { SeriesKey($0).text }
        keys += ["leased", "idle"].map { SeriesKey(.poolConnections, [$0]).text }
        keys += connectionStates.map { SeriesKey(.connections, [$0]).text }
        keys += ([.httpRequests, .httpErrors] + percentiles.map(\.metric)).map {
            SeriesKey($0, [MonitorMetric.allRoutes]).text
        }
        guard let snapshot else { return keys }
        keys += snapshot.cache.prefix(kinds).map { SeriesKey(.cacheHitRatio, [$0.kind]).text }
        keys += snapshot.replicas.prefix(replicas).map { SeriesKey(.replicaLag, [$0.name]).text }
        return keys
    }

    static let connectionStates = ["active", "idle", "idle in transaction"]

    static let percentiles: [(label: String, metric: MonitorMetric)] = [
        ("p50", .httpMedian), ("p95", .http95), ("p99", .http99),
    ]
}
