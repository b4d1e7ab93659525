import Metrics

/// What is reported of one kind of data at once as it happens.
struct KindTimers: Sendable {
    let loadDuration: Timer
    let age: Timer

    init(_ name: String, _ factory: any MetricsFactory) {
        func timer(_ metric: CacheMetric) -> Timer {
            Timer(
                label: metric.name, dimensions: [("cache.name", name)], preferredDisplayUnit: .seconds, factory: factory
            )
        }
        loadDuration = timer(.loadDuration)
        age = timer(.age)
    }
}

/// What is reported of one kind of data from time to time.
struct KindInstruments: Sendable {
    private let requests: [(level: String, result: String, counter: Counter)]
    private let loadFailures: Counter
    private let earlyRefreshes: Counter
    private let undecodable: Counter
    private let evictions: Counter
    private let entries: Meter
    private let size: Meter

    init(_ name: String, _ factory: any MetricsFactory) {
        let of = [("cache.name", name)]
        func counter(_ metric: CacheMetric) -> Counter {
            Counter(label: metric.name, dimensions: of, factory: factory)
        }
        requests = [
            ("l1", "hit"), ("l1", "stale"), ("l1", "negative"), ("l1", "miss"), ("l2", "hit"), ("l2", "miss"),
        ].map { level, result in
            let dimensions = of + [("cache.level", level), ("cache.result", result)]
            return (
                level, result, Counter(label: CacheMetric.requests.name, dimensions: dimensions, factory: factory)
            )
        }
        loadFailures = counter(.loadFailures)
        earlyRefreshes = counter(.earlyRefreshes)
        undecodable = counter(.undecodable)
        evictions = counter(.evictions)
        entries = Meter(label: CacheMetric.entries.name, dimensions: of, factory: factory)
        size = Meter(label: CacheMetric.size.name, dimensions: of, factory: factory)
    }

    /// Reports what has happened between two moments.
    func report(_ now: KindStatistics, since before: KindStatistics) {
        let (results, earlier) = (Self.requests(now), Self.requests(before))
        for (level, result, counter) in requests {
            let key = "\(level) \(result)"
            counter.increment(by: max(0, (results[key] ?? 0) - (earlier[key] ?? 0)))
        }
        loadFailures.increment(by: now.counts.failedLoads - before.counts.failedLoads)
        earlyRefreshes.increment(by: now.counts.earlyRefreshes - before.counts.earlyRefreshes)
        undecodable.increment(by: now.counts.undecodable - before.counts.undecodable)
        evictions.increment(by: now.evictions - before.evictions)
        entries.set(now.entries)
        size.set(now.bytes)
    }

    /// Each request once a level: one that was stale or negative isn't a plain hit as well.
    static func requests(_ kind: KindStatistics) -> [String: Int] {
        let counts = kind.counts
        let stale = counts.staleServes + counts.lastResortServes + counts.degradedServes
        return [
            "l1 hit": kind.memoryHits - stale - counts.negativeHits, "l1 stale": stale,
            "l1 negative": counts.negativeHits, "l1 miss": counts.redisHits + counts.misses,
            "l2 hit": counts.redisHits, "l2 miss": kind.isShared ? counts.misses : 0,
        ]
    }
}
