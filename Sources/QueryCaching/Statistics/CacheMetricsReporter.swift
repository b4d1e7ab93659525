import Metrics
import Synchronization

/// Tells swift-metrics what has happened since the last time.
final class CacheMetricsReporter: Sendable {
    private struct State {
        var kinds: [String: (instruments: KindInstruments, last: KindStatistics)] = [:]
        var last: CacheStatistics?
    }

    private let factory: any MetricsFactory
    private let state = Mutex(State())
    private let invalidations: Counter
    private let outboxRows: Counter
    private let redisFailures: Counter
    private let redisStates: [(CacheStatistics.Redis, Meter)]

    init(_ factory: any MetricsFactory) {
        self.factory = factory
        invalidations = Counter(label: CacheMetric.invalidations.name, factory: factory)
        outboxRows = Counter(label: CacheMetric.outboxRows.name, factory: factory)
        redisFailures = Counter(label: CacheMetric.redisFailures.name, factory: factory)
        redisStates = CacheStatistics.Redis.allCases.map { state in
            let dimensions = [("cache.redis.state", state.rawValue)]
            return (state, Meter(label: CacheMetric.redisState.name, dimensions: dimensions, factory: factory))
        }
    }

    /// - Parameter statistics: taken under the lock, so that reports follow each other as what they report.
    func report(_ statistics: () -> CacheStatistics) {
        state.withLock { state in
            let now = statistics()
            for kind in now.kinds {
                let known = state.kinds[kind.name]
                let instruments = known?.instruments ?? KindInstruments(kind.name, factory)
                instruments.report(kind, since: known?.last ?? KindStatistics(name: kind.name))
                state.kinds[kind.name] = (instruments, kind)
            }
            invalidations.increment(by: now.invalidations - (state.last?.invalidations ?? 0))
            outboxRows.increment(by: now.outboxRows - (state.last?.outboxRows ?? 0))
            redisFailures.increment(by: now.redisFailures - (state.last?.redisFailures ?? 0))
            for (redis, meter) in redisStates { meter.set(redis == now.redis ? 1 : 0) }
            state.last = now
        }
    }
}

extension QueryCache {
    /// Hands what has happened since the last time over to swift-metrics. ``run()`` does it every five seconds; a
    /// program that doesn't call that does it itself. Nothing happens without a metrics system.
    public func reportMetrics() {
        reporter?.report { statistics }
    }
}
