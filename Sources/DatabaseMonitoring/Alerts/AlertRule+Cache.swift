extension AlertRule {
    static var cacheDown: AlertRule {
        AlertRule(
            name: "cache_down", title: "Redis is not used", unit: "1",
            terms: .any(.warning, for: .seconds(20), clearAfter: .seconds(20), range: 0...1),
            advice: """
                Look whether Redis runs and can be reached (redis-cli ping). Answers are right without it, but processes \
                share nothing, and the database has more to do.
                """
        ) { snapshot in
            guard let isUp = snapshot[.cacheRedisUp] else { return nil }
            return AlertMeasurement(isUp > 0 ? 0 : 1, evidence: [snapshot.caches].compactMap { $0 })
        }
    }

    static func queryCacheHitRatio(_ thresholds: AlertThresholds) -> AlertRule {
        let limit = thresholds.queryCacheHitRatio
        return AlertRule(
            name: "query_cache_hit_ratio", title: "The query cache misses much", unit: "1",
            terms: AlertTerms(
                limit: limit, clearLimit: min(1, limit * 1.1), firesBelow: true, range: 0...1,
                duration: .seconds(20)),
            advice: """
                Look whether something empties it: a clear, a flood of invalidations, Redis that was restarted. After a \
                start it fills by itself; if it stays so, it may be too small.
                """
        ) { snapshot in
            guard let hits = snapshot.sum(.cacheHits), let misses = snapshot.sum(.cacheMisses),
                (hits + misses) * snapshot.interval >= 100
            else { return nil }
            return AlertMeasurement(hits / (hits + misses), evidence: [snapshot.caches].compactMap { $0 })
        }
    }
}

extension MonitorSnapshot {
    fileprivate var caches: Evidence? {
        .list(
            "Query cache",
            cache.sorted { $0.requests > $1.requests }.map { row in
                let ratio = row.hitRatio.map { ", hit ratio \(AlertQuantity($0, "1"))" } ?? ""
                let size = AlertQuantity(Double(row.bytes), "By")
                return
                    "\(row.kind): \(AlertQuantity(row.requests, "{request}/s"))\(ratio), \(row.entries) entries, \(size)"
            })
    }
}
