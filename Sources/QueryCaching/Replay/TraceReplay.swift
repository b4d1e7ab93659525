/// A trace against the memory tier, beside LRU and the optimum: each key weighs 1, each miss is followed by a put.
public struct TraceReplay: Sendable {
    public let requests: Int
    public let hits: Int
    public let recencyHits: Int
    public let optimalHits: Int
    /// How long the memory tier took.
    public let time: Duration
    public let statistics: MemoryTierStatistics

    public var hitRatio: Double { Double(hits) / Double(requests) }
    public var recencyHitRatio: Double { Double(recencyHits) / Double(requests) }
    public var optimalHitRatio: Double { Double(optimalHits) / Double(requests) }

    /// - Parameter seed: what is random depends on it alone: the same seed, the same hits.
    public init(_ trace: CacheTrace, capacity: Int, seed: UInt64 = 1) throws(TraceError) {
        guard capacity >= 1 else {
            throw TraceError(
                .invalidCapacity, "A cache of \(capacity) entries can't be replayed; the capacity is at least 1.")
        }
        let tier = MemoryTier<Int32, Int32>(
            capacity: capacity, expectedWeight: 1, entryOverhead: 0, processors: 2, seed: seed)
        (hits, time) = Self.replay(trace, on: tier, seed: seed)
        statistics = tier.statistics
        requests = trace.keys.count
        recencyHits = RecencyCache.hits(trace, capacity: capacity)
        optimalHits = OptimalCache.hits(trace, capacity: capacity)
    }

    static func replay(
        _ trace: CacheTrace, on tier: MemoryTier<Int32, Int32>, seed: UInt64
    ) -> (hits: Int, time: Duration) {
        var hits = 0
        let time = ContinuousClock().measure {
            for key in trace.keys {
                let hash = SplitMix64.mix(seed &+ SplitMix64.mix(UInt64(truncatingIfNeeded: key)))
                if tier.value(for: key, hash: hash) != nil {
                    hits += 1
                } else {
                    tier.put(key, hash: hash, key, weight: 1)
                }
            }
        }
        return (hits, time)
    }
}
