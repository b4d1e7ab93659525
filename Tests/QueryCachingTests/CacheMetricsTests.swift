import MetricsTestKit
import PostgresDatabase
import TestServers
import Testing

@testable import QueryCaching

@Suite struct CacheMetricsTests {
    private func cache(_ metrics: TestMetrics) throws -> (QueryCache, ManualTime) {
        var configuration = QueryCacheConfiguration()
        configuration.telemetry.metricsFactory = metrics
        let time = ManualTime()
        return (try QueryCachingTests.cache(configuration, clock: .manual(time)), time)
    }

    private func requests(_ metrics: TestMetrics, _ level: String, _ result: String) throws -> Int64 {
        try metrics.expectCounter(
            CacheMetric.requests.name,
            [("cache.name", "numbers"), ("cache.level", level), ("cache.result", result)]
        ).totalValue
    }

    @Test func whatIsReportedIsWhatHappened() async throws {
        let metrics = TestMetrics()
        let (cache, time) = try cache(metrics)
        let (kind, source) = (numbers(), Source())
        for _ in 0..<4 { _ = try await cache.value(kind, key: CacheKey(1), tags: [.thing], load: source.load) }
        cache.reportMetrics()
        time.advance(by: .seconds(3601))
        _ = try await cache.value(kind, key: CacheKey(1), tags: [.thing], load: source.load)
        try await cache.invalidate(.thing)
        cache.reportMetrics()

        #expect(try requests(metrics, "l1", "hit") == 3)
        #expect(try requests(metrics, "l1", "miss") == 1)
        #expect(try requests(metrics, "l1", "stale") == 1)
        #expect(try requests(metrics, "l2", "miss") == 0)
        let of = [("cache.name", "numbers")]
        #expect(try metrics.expectTimer(CacheMetric.loadDuration.name, of).values.isEmpty == false)
        #expect(try metrics.expectMeter(CacheMetric.entries.name, of).lastValue ?? 0 >= 1)
        #expect(try metrics.expectCounter(CacheMetric.invalidations.name).totalValue == 1)
    }

    @Test func everyMetricIsDeclaredWithItsKind() async throws {
        let metrics = TestMetrics()
        let (cache, _) = try cache(metrics)
        _ = try await cache.value(numbers(), key: CacheKey(1), tags: [.thing]) { 1 }
        cache.reportMetrics()

        func declared(_ instrument: CacheMetric.Instrument) -> Set<String> {
            Set(CacheMetric.all.filter { $0.instrument == instrument }.map(\.name))
        }
        #expect(Set(metrics.counters.map(\.label)) == declared(.counter))
        #expect(Set(metrics.meters.map(\.label)) == declared(.gauge))
        // The delay of pushes needs a Redis.
        #expect(Set(metrics.timers.map(\.label)) == declared(.histogram).subtracting([CacheMetric.pushDelay.name]))
        #expect(CacheMetric.all.allSatisfy { $0.buckets.isEmpty == ($0.instrument != .histogram) })
    }

    @Test func entriesAndBytesAreThoseThatThereAre() async throws {
        let cache = try QueryCachingTests.cache()
        for number in 0..<10 { _ = try await cache.value(numbers(), key: CacheKey(number), tags: [.thing]) { number } }
        #expect(cache.statistics.kinds.map(\.entries) == [10])

        try await cache.invalidateEverything()

        #expect(cache.statistics.kinds.map(\.entries) == [0] && cache.statistics.kinds.map(\.bytes) == [0])
    }

    @Test func whatHadToGoForOthersIsCounted() async throws {
        var configuration = QueryCacheConfiguration()
        configuration.memoryBytes = 50_000
        let cache = try QueryCachingTests.cache(configuration)
        let kind = numbers()
        for number in 0..<500 { _ = try await cache.value(kind, key: CacheKey(number), tags: [.thing]) { number } }

        let statistics = cache.statistics
        #expect(statistics.kinds[0].evictions == statistics.evictions && statistics.evictions > 300)
        // The task of a load holds its entry until it has ended.
        #expect(try await eventually { cache.statistics.kinds[0].entries == cache.statistics.entries })
    }

    @Test func aWriteIsTimedUntilItsPushWhicheverIsKnownFirst() {
        let (delays, millisecond) = (PushDelays(), Int64(1_000_000))
        func row(_ tags: String..., age: Int64) -> OutboxView.Row { .init(id: 1, tags: tags, age: age) }

        // Pushed at 103 ms, written at 100, looked at 120.
        delays.pushed(.thing(1), at: 103 * millisecond)
        delays.looked([row("thing:1", "other", age: 20_000)], at: 120 * millisecond)
        #expect(delays.histogram.total == 1 && delays.histogram.sum == .milliseconds(3))

        // Written at 200, looked at 201, pushed at 208.
        delays.looked([row("thing:1", age: 1_000)], at: 201 * millisecond)
        delays.pushed(.thing(1), at: 208 * millisecond)
        #expect(delays.histogram.total == 2 && delays.histogram.sum == .milliseconds(11))

        // A push of long before belongs to another write; and of two writes of one tag nothing is known.
        delays.pushed(.thing(2), at: 300 * millisecond)
        delays.looked([row("thing:2", age: 0)], at: 400 * millisecond)
        delays.pushed(.thing(3), at: 400 * millisecond)
        delays.looked([row("thing:3", age: 500), row("thing:3", age: 600)], at: 401 * millisecond)
        #expect(delays.histogram.total == 2)
    }

    @Test func durationsDoubleFromTheFinest() {
        var histogram = DurationHistogram(finest: .milliseconds(1))
        for time in [0, 999_999, 1_000_000, 3_000_000, 4_000_000, Int64.max] { histogram.record(nanoseconds: time) }

        #expect(Array(histogram.counts.prefix(4)) == [2, 1, 1, 1] && histogram.counts.last == 1)
        #expect(histogram.bound(0) == .milliseconds(1) && histogram.bound(3) == .milliseconds(8))
        #expect(histogram.quantile(0.5) == .milliseconds(2) && histogram.quantile(1) == nil)
    }
}
