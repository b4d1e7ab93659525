import Synchronization

/// A cache in memory, bounded in weight: W-TinyLFU in shards, with a window that follows the traffic.
///
///     let tier = MemoryTier<CacheKey, CachedRows>(capacity: 64 << 20)
///     tier.put(key, rows, weight: rows.bytes, loadCost: LoadCost(time))
///     if let rows = tier.value(for: key) { … }
///
/// Which entries stay depends on how often they were asked for lately, on what it costs to load them, and on their
/// weight: see `WindowTinyLFU`. How the traffic changes is seen by `WindowChooser`.
///
/// **Concurrency.** Each call on a key holds the lock of the key's shard, for a short time and without a suspension:
/// calls on a key happen one after the other, in one order for all. Values are released outside of the locks.
///
/// **Bounds.** The weight of each shard is at most its part of the capacity, at every moment at which no call is at
/// work in it; an entry that is heavier than that isn't taken. `bookkeepingBytes` are added to each entry's weight,
/// unless `entryOverhead` says otherwise. The shadow caches come on top: some 300 kB, whatever the capacity.
package final class MemoryTier<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    package typealias Entry = (key: Key, value: Value)

    /// What an entry takes besides its value, in bytes: the key, the reference to the value or the value itself, and a
    /// slot, of which about half are in use; and its share of the sketch.
    package static var bookkeepingBytes: Int {
        let slot = MemoryLayout<Slot>.stride + MemoryLayout<SlotUsage>.stride
        return (MemoryLayout<MemoryShardState<Key, Value>.Entry?>.stride + slot) * 2 + 48
    }

    package let capacity: Int
    let entryOverhead: Int
    let shards: [MemoryShard<Key, Value>]
    let shardMask: UInt64
    let chooser: Mutex<WindowChooser>
    let sampleMask: Atomic<UInt64>
    let window: Atomic<Int>
    let candidates: [CacheWindow]

    /// - Parameters:
    ///   - capacity: the greatest weight of all entries together, in the unit of the entries' weights, usually bytes.
    ///     At least 1.
    ///   - expectedWeight: what an entry is believed to weigh. It decides how many shards there are, and the first
    ///     sample.
    ///   - entryOverhead: is added to each entry's weight; by default `bookkeepingBytes`.
    ///   - shards: a power of two; by default by `shardCount`.
    ///   - seed: of what is random; a fixed one makes runs repeatable, for hashes that are.
    package convenience init(
        capacity: Int, expectedWeight: Int = 1024, entryOverhead: Int? = nil, shards: Int? = nil, processors: Int = 4,
        seed: UInt64? = nil
    ) {
        self.init(
            capacity: capacity, expectedWeight: expectedWeight, entryOverhead: entryOverhead, shards: shards,
            processors: processors, seed: seed, settings: WindowChooser.Settings())
    }

    init(
        capacity: Int, expectedWeight: Int, entryOverhead: Int?, shards: Int?, processors: Int, seed: UInt64?,
        settings: WindowChooser.Settings
    ) {
        let capacity = min(max(capacity, 1), Self.mostCapacity)
        let overhead = max(entryOverhead ?? Self.bookkeepingBytes, 0)
        let entries = max(capacity / (max(expectedWeight, 1) + overhead), 1)
        let wanted = shards ?? Self.shardCount(entries: entries, processors: processors)
        let count = min(wanted.roundedUpToPowerOfTwo, Self.mostShards, capacity.roundedDownToPowerOfTwo)
        let seed = seed ?? UInt64.random(in: .min ... .max)
        let chooser = WindowChooser(capacity: capacity, entries: entries, settings: settings, seed: seed)
        self.capacity = capacity
        self.entryOverhead = overhead
        self.shards = (0..<count).map { index in
            let part = capacity / count + (index < capacity % count ? 1 : 0)
            return MemoryShard(
                MemoryShardState(capacity: part, window: chooser.window, seed: seed ^ SplitMix64.mix(UInt64(index + 1)))
            )
        }
        shardMask = UInt64(count - 1)
        candidates = settings.candidates
        sampleMask = Atomic(chooser.sampleMask)
        window = Atomic(chooser.chosen)
        self.chooser = Mutex(chooser)
    }

    private static var mostShards: Int { 256 }
    /// A pebibyte: shares of it in thousandths are computed without overflow.
    private static var mostCapacity: Int { 1 << 50 }

    /// A power of two: four for each processor, so that two threads seldom meet, but no shard of fewer than 2,048
    /// entries, where the accident of which keys share a shard would cost hits.
    package static func shardCount(entries: Int, processors: Int) -> Int {
        min((max(processors, 1) * 4).roundedUpToPowerOfTwo, (entries / 2048).roundedDownToPowerOfTwo, mostShards)
    }

    /// The hash that all calls take: random for each process, so that nobody outside can choose keys that collide.
    @inline(__always)
    package static func hash(_ key: Key) -> UInt64 { UInt64(truncatingIfNeeded: key.hashValue) }

    @inline(__always)
    func shard(_ hash: UInt64) -> MemoryShard<Key, Value> { shards[Int(truncatingIfNeeded: hash & shardMask)] }

    // MARK: Requests

    /// The key's value, and a request for it: nil counts as a miss. Constant time, without allocation.
    package func value(for key: Key) -> Value? { value(for: key, hash: Self.hash(key)) }

    /// - Parameter hash: the key's hash, the same in all calls: 64 well mixed bits.
    @inline(__always)
    package func value(for key: Key, hash: UInt64) -> Value? {
        if hash & sampleMask.load(ordering: .relaxed) == 0 { return sampledValue(for: key, hash: hash) }
        return shard(hash).state.withLock { $0.value(for: key, hash) }
    }

    @inline(never)
    private func sampledValue(for key: Key, hash: UInt64) -> Value? {
        let (value, worth) = shard(hash).state.withLock { state in
            let worth = state.worth(of: key, hash)
            return (state.value(for: key, hash), worth)
        }
        sample { $0.request(hash, resident: worth) }
        return value
    }

    /// A sample that another thread's is in the way of is left out.
    func sample(_ body: (inout WindowChooser) -> Void) {
        chooser.withLockIfAvailable { chooser in
            let (before, mask) = (chooser.chosen, chooser.sampleMask)
            body(&chooser)
            if chooser.chosen != before { window.store(chooser.chosen, ordering: .relaxed) }
            if chooser.sampleMask != mask { sampleMask.store(chooser.sampleMask, ordering: .relaxed) }
        }
    }

    func isSampled(_ hash: UInt64) -> Bool { hash & sampleMask.load(ordering: .relaxed) == 0 }
}
