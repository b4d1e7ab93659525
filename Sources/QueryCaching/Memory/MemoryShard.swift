import Synchronization

/// A part of a memory tier under a lock of its own: an allocation of its own too, so that two shards' locks don't share
/// a line of the processor's cache.
package final class MemoryShard<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    let state: Mutex<MemoryShardState<Key, Value>>

    init(_ state: sending MemoryShardState<Key, Value>) { self.state = Mutex(state) }
}

/// The entries of a shard and the policy that says which of them stay.
struct MemoryShardState<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    struct Entry: Sendable {
        var key: Key
        var value: Value
    }

    // What a hit changes and needs comes first, beside the lock: one line of the processor's cache that goes from one
    // core to the other.
    private(set) var hits = 0
    /// By slot.
    private(set) var entries: [Entry?] = Array(repeating: nil, count: WindowTinyLFU.leastSlots)
    private(set) var policy: WindowTinyLFU
    private(set) var totals = MemoryTierTotals()

    init(capacity: Int, window: CacheWindow, seed: UInt64) {
        policy = WindowTinyLFU(capacity: capacity, window: window, seed: seed)
    }

    @inline(__always)
    private func find(_ key: Key, _ hash: UInt64) -> Int32 {
        policy.slot(for: hash) { entries[$0]?.key == key }
    }

    @inline(__always)
    mutating func value(for key: Key, _ hash: UInt64) -> Value? {
        let index = find(key, hash)
        guard index >= 0 else {
            totals.misses += 1
            policy.miss(hash)
            return nil
        }
        hits += 1
        policy.hit(index)
        return entries[Int(index)]?.value
    }

    /// What a sample needs to know of an entry.
    func worth(of key: Key, _ hash: UInt64) -> (weight: UInt32, cost: Float)? {
        let index = find(key, hash)
        return index < 0 ? nil : (policy.slots[Int(index)].weight, policy.slots[Int(index)].cost)
    }

    /// - Returns: what is no longer in the cache, to be released when the lock no longer is held: a value may do
    ///   anything when it goes.
    mutating func put(
        _ key: Key, _ hash: UInt64, _ value: Value, weight: UInt32, cost: Float, window: CacheWindow,
        where isExpected: ((Value) -> Bool)? = nil
    ) -> (isDone: Bool, discarded: [Entry]) {
        if policy.window != window { policy.window = window }
        var discarded: [Entry] = []
        let index = find(key, hash)
        if let isExpected {
            guard index >= 0, let present = entries[Int(index)], isExpected(present.value) else { return (false, []) }
        }
        guard Int(weight) <= policy.capacity else {
            totals.tooHeavy += 1
            if index >= 0 { discard(index, into: &discarded) }
            return (false, discarded)
        }
        if index >= 0 {
            if let present = entries[Int(index)] { discarded.append(present) }
            entries[Int(index)] = Entry(key: key, value: value)
            policy.reweigh(index, weight: weight, cost: cost)
        } else {
            if let numbers = policy.grow() { renumber(numbers) }
            entries[Int(policy.insert(hash, weight: weight, cost: cost))] = Entry(key: key, value: value)
        }
        let contests = policy.makeRoom(
            { index in
                if let entry = entries[Int(index)] { discarded.append(entry) }
                entries[Int(index)] = nil
                totals.evictions += 1
            }, { entries.swapAt(Int($0), Int($1)) })
        totals.admissions += contests.admitted
        totals.rejections += contests.refused
        return (true, discarded)
    }

    private mutating func renumber(_ numbers: [Int32]) {
        var renumbered = [Entry?](repeating: nil, count: policy.slots.count)
        for (old, new) in numbers.enumerated() where new >= 0 { renumbered[Int(new)] = entries[old] }
        entries = renumbered
    }

    private mutating func discard(_ index: Int32, into discarded: inout [Entry]) {
        if let entry = entries[Int(index)] { discarded.append(entry) }
        entries[Int(index)] = nil
        policy.release(index) { entries.swapAt(Int($0), Int($1)) }
    }

    mutating func remove(_ key: Key, _ hash: UInt64, where isExpected: ((Value) -> Bool)? = nil) -> Entry? {
        let index = find(key, hash)
        guard index >= 0, let entry = entries[Int(index)], isExpected?(entry.value) ?? true else { return nil }
        entries[Int(index)] = nil
        policy.release(index) { entries.swapAt(Int($0), Int($1)) }
        return entry
    }

    /// - Returns: all entries, to be released outside of the lock.
    mutating func removeAll() -> [Entry?] {
        policy.releaseAll()
        defer { entries = Array(repeating: nil, count: WindowTinyLFU.leastSlots) }
        return entries
    }
}
