import Synchronization
import Testing

@testable import QueryCaching

@Suite struct MemoryTierTests {
    final class Row: Sendable {
        let number: Int
        init(_ number: Int) { self.number = number }
    }

    private func tier(_ capacity: Int, shards: Int = 1) -> MemoryTier<Int, Row> {
        MemoryTier(capacity: capacity, expectedWeight: 1, entryOverhead: 0, shards: shards, seed: 1)
    }

    @Test func whatWasPutIsThereUntilItIsRemoved() {
        let tier = tier(100)

        tier.put(1, Row(10), weight: 1)
        #expect(tier.value(for: 1)?.number == 10)
        #expect(tier.remove(1)?.number == 10)
        #expect(tier.value(for: 1) == nil)
        #expect(tier.remove(1) == nil)
        #expect(tier.statistics.hits == 1 && tier.statistics.misses == 1 && tier.statistics.entries == 0)
    }

    @Test func aReplacedValueCountsWithItsNewWeight() {
        let tier = tier(100)
        tier.put(1, Row(1), weight: 60)

        tier.put(1, Row(2), weight: 25)

        #expect(tier.value(for: 1)?.number == 2)
        #expect(tier.statistics.weight == 25 && tier.statistics.entries == 1)
    }

    @Test func aValueThatBecomesHeavierDrivesOthersOut() {
        let tier = tier(100)
        for key in 0..<10 { tier.put(key, Row(key), weight: 10) }

        tier.put(9, Row(9), weight: 95)

        #expect(tier.statistics.weight <= 100)
        tier.check()
    }

    @Test func anEntryHeavierThanAShardIsRefusedAndItsOldValueIsGone() {
        let tier = tier(100, shards: 4)
        tier.put(1, Row(1), weight: 1)

        #expect(!tier.put(1, Row(2), weight: 26))

        #expect(tier.value(for: 1) == nil)
        #expect(tier.statistics.tooHeavy == 1 && tier.statistics.weight == 0)
        #expect(!tier.put(2, Row(2), weight: .max))
    }

    @Test func onlyTheSameInstanceIsReplaced() {
        let tier = tier(100)
        let (old, other) = (Row(1), Row(2))
        tier.put(1, old, weight: 1)

        #expect(!tier.replace(1, other, with: Row(3), weight: 1))
        #expect(tier.replace(1, old, with: other, weight: 2))
        #expect(!tier.replace(2, old, with: other, weight: 2))
        #expect(tier.value(for: 1) === other)
        #expect(!tier.remove(1, old))
        #expect(tier.remove(1, other))
    }

    @Test func bookkeepingIsPartOfTheWeight() {
        let tier = MemoryTier<Int, Row>(capacity: 10_000, shards: 1, seed: 1)

        tier.put(1, Row(1), weight: 100)

        #expect(MemoryTier<Int, Row>.bookkeepingBytes >= 60)
        #expect(tier.statistics.weight == 100 + MemoryTier<Int, Row>.bookkeepingBytes)
    }

    @Test func afterRemovingAllItIsEmptyAndUsable() {
        let tier = tier(1000, shards: 4)
        for key in 0..<2000 { tier.put(key, Row(key), weight: 1) }

        tier.removeAll()

        #expect(tier.statistics.entries == 0 && tier.statistics.weight == 0)
        tier.put(1, Row(1), weight: 1)
        #expect(tier.value(for: 1) != nil)
        tier.check()
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64], [1, 4]) func theWeightNeverExceedsTheCapacity(seed: UInt64, shards: Int)
    {
        var generator = SplitMix64(seed: seed)
        let tier = tier(500, shards: shards)
        var last: [Int: Row] = [:]

        for step in 0..<6000 {
            let key = Int.random(in: 0..<200, using: &generator)
            switch Int.random(in: 0..<10, using: &generator) {
            case 0..<5:
                if let row = tier.value(for: key) { #expect(row === last[key]) }
            case 5..<9:
                let row = Row(step)
                let weight = Int.random(in: 0..<4, using: &generator) == 0 ? 200 : 12
                last[key] = row
                tier.put(
                    key, row, weight: Int.random(in: 0...weight, using: &generator),
                    loadCost: LoadCost(.microseconds(Int.random(in: 0...10_000, using: &generator))))
            default:
                tier.remove(key)
                last[key] = nil
            }
            #expect(tier.statistics.weight <= 500)
            if step.isMultiple(of: 100) { tier.check() }
        }
        tier.check()
    }

    /// A value that asks the cache when it goes would wait for ever if it went under the lock.
    @Test func valuesAreReleasedOutsideOfTheLocks() {
        final class Asking: Sendable {
            let tier: MemoryTier<Int, Asking>
            init(_ tier: MemoryTier<Int, Asking>) { self.tier = tier }
            deinit { _ = tier.statistics }
        }
        let tier = MemoryTier<Int, Asking>(capacity: 8, expectedWeight: 1, entryOverhead: 0, shards: 1, seed: 1)

        for key in 0..<50 { tier.put(key, Asking(tier), weight: 1) }
        tier.put(49, Asking(tier), weight: 1)
        tier.remove(49)
        tier.removeAll()

        #expect(tier.statistics.entries == 0)
    }

    @Test func hammeredFromSeveralTasksItEndsConsistent() async {
        let tier = tier(300, shards: 4)

        await withTaskGroup(of: Void.self) { group in
            for task in 0..<4 {
                group.addTask {
                    var generator = SplitMix64(seed: UInt64(task))
                    for _ in 0..<20_000 {
                        let key = Int.random(in: 0..<600, using: &generator)
                        switch Int.random(in: 0..<20, using: &generator) {
                        case 0: tier.remove(key)
                        case 1..<6: tier.put(key, Row(key), weight: Int.random(in: 1...5, using: &generator))
                        default: if let row = tier.value(for: key) { #expect(row.number == key) }
                        }
                        if Int.random(in: 0..<5000, using: &generator) == 0 { tier.removeAll() }
                    }
                }
            }
        }

        tier.check()
        #expect(tier.statistics.weight <= 300)
    }

    @Test func aSmallCacheHasOneShard() {
        typealias Tier = MemoryTier<Int, Row>
        #expect(Tier.shardCount(entries: 1, processors: 64) == 1)
        #expect(Tier.shardCount(entries: 4000, processors: 2) == 1)
        #expect(Tier.shardCount(entries: 1_000_000, processors: 2) == 8)
        #expect(Tier.shardCount(entries: .max, processors: 1000) == 256)
    }
}
