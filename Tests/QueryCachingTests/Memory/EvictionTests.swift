import Testing

@testable import QueryCaching

@Suite struct EvictionTests {
    /// Requests with a put after each miss, as a cache sees them.
    @discardableResult
    private func request(
        _ keys: some Sequence<Int>, _ tier: MemoryTier<Int, Int>, weight: (Int) -> Int = { _ in 1 },
        cost: (Int) -> LoadCost = { _ in .equal }
    ) -> [Int] {
        keys.filter { key in
            let hash = SplitMix64.mix(UInt64(key) &+ 99)
            if tier.value(for: key, hash: hash) != nil { return true }
            tier.put(key, hash: hash, key, weight: weight(key), loadCost: cost(key))
            return false
        }
    }

    private func tier(_ capacity: Int) -> MemoryTier<Int, Int> {
        MemoryTier(capacity: capacity, expectedWeight: 1, entryOverhead: 0, seed: 3)
    }

    @Test func oneHitWondersDoNotFlushHotEntries() {
        let tier = tier(500)
        let hot = (0..<20_000).map { $0 % 300 }
        request(hot, tier)

        request(1_000_000..<1_005_000, tier)

        #expect(request(0..<300, tier).count >= 290)
    }

    @Test func theWindowFollowsTheTraffic() {
        let tier = tier(512)
        let popular = Zipf(keys: 20_000, exponent: 0.875).sequence(60_000, seed: 5)
        // Each key is asked for a few times shortly after it first comes up, and never again.
        let recent = (0..<60_000).map { 1_000_000 + $0 / 2 - ($0 % 2) * ($0 * 7919 % 200) }

        request(popular, tier)
        let first = tier.statistics.windowShare
        request(recent, tier)
        let second = tier.statistics.windowShare
        request(popular, tier)
        let third = tier.statistics.windowShare

        #expect(first <= 0.2 && third <= 0.2, "\(first), \(second), \(third)")
        #expect(second >= 0.5, "\(first), \(second), \(third)")
    }

    /// LRU has no hit at all; the best that can be had is a little less than 500 of each round.
    @Test(arguments: [700, 3000, 6000]) func aLoopThatIsLargerThanTheCacheStillHits(length: Int) {
        let tier = tier(500)
        request((0..<length * 5).map { $0 % length }, tier)

        let hits = request((0..<length * 10).map { $0 % length }, tier).count

        #expect(hits > 3000, "\(hits)")
    }

    /// 10,000 keys whose loads take between 30 µs and 100 ms and weigh between 1 and 64.
    private func savedTime(_ seed: UInt64, knowsCosts: Bool) -> Double {
        let tier = tier(20_000)
        let time = { (key: Int) in 30e-6 * Double(1 << (SplitMix64.mix(UInt64(key)) % 12)) }
        let keys = Zipf(keys: 10_000, exponent: 0.875).sequence(100_000, seed: seed)
        // What is measured is off by up to a factor of three.
        var generator = SplitMix64(seed: seed)
        let hits = request(
            keys, tier, weight: { 1 << Int(SplitMix64.mix(UInt64($0) &+ 7) % 7) },
            cost: {
                let measured = time($0) * Double.random(in: 0.33...3, using: &generator)
                return knowsCosts ? LoadCost(.microseconds(measured * 1e6)) : .equal
            })
        return hits.reduce(0) { $0 + time($1) }
    }

    @Test(arguments: [1, 2, 3] as [UInt64]) func knowingLoadCostsSavesLoadTime(seed: UInt64) {
        let (with, without) = (savedTime(seed, knowsCosts: true), savedTime(seed, knowsCosts: false))
        print("load time saved, seed \(seed): \(with) s with costs, \(without) s without")

        #expect(with > without * 1.04, "\(with) s with costs, \(without) s without")
    }

    @Test func equalCostsChangeNothing() {
        let keys = Zipf(keys: 5000, exponent: 0.75).sequence(40_000, seed: 8)

        let plain = request(keys, tier(500))
        let costly = request(keys, tier(500), cost: { _ in LoadCost(.milliseconds(40)) })

        #expect(plain == costly)
    }

    @Test func keysWithTheSameHashAreToldApart() {
        let tier = tier(100)

        for key in 0..<300 { tier.put(key, hash: 42, key, weight: 1) }

        for key in 0..<300 {
            if let value = tier.value(for: key, hash: 42) { #expect(value == key) }
        }
        tier.check()
    }

    /// Whoever makes the sketch believe that old entries are popular can't keep new popular ones out for good.
    @Test func popularEntriesGetInEvenIfAllVictimsSeemAsPopular() {
        var policy = WindowTinyLFU(capacity: 100, window: CacheWindow(permille: 10), seed: 9)
        var admitted = 0
        for number in 0..<3000 {
            let hash = SplitMix64.mix(UInt64(number))
            policy.sketch.raise(hash, to: 15)
            _ = policy.grow()
            _ = policy.insert(hash, weight: 1, cost: 1)
            admitted += policy.makeRoom({ _ in }, { _, _ in }).admitted
        }

        #expect((5...80).contains(admitted), "\(admitted)")
        policy.check()
    }

    @Test func aHeavyCandidateHasToBeWorthMoreThanAllItDisplaces() {
        var policy = WindowTinyLFU(capacity: 100, window: CacheWindow(permille: 10), seed: 9)
        for number in 0..<100 {
            _ = policy.grow()
            policy.hit(policy.insert(SplitMix64.mix(UInt64(number)), weight: 1, cost: 1))
            _ = policy.makeRoom({ _ in }, { _, _ in })
        }

        let heavy = SplitMix64.mix(7777)
        policy.sketch.raise(heavy, to: 5)
        _ = policy.grow()
        _ = policy.insert(heavy, weight: 50, cost: 1)
        _ = policy.makeRoom({ _ in }, { _, _ in })

        #expect(policy.slot(for: heavy) { policy.slots[$0].hash == heavy } < 0)
        #expect(policy.count == 100)
    }
}
