import Synchronization

extension MemoryTier {
    /// Puts an entry, in place of the one of that key if there is one. The new entry may be the one that is evicted for
    /// it. Amortised constant time; evicts as many entries as it takes.
    ///
    /// - Parameters:
    ///   - weight: of the value; negative counts as 0. The entry isn't taken if this and the overhead are more than a
    ///     shard holds: then the key has no entry.
    ///   - loadCost: what loading the value took.
    /// - Returns: whether it was taken.
    @discardableResult
    package func put(_ key: Key, _ value: Value, weight: Int, loadCost: LoadCost = .equal) -> Bool {
        put(key, hash: Self.hash(key), value, weight: weight, loadCost: loadCost)
    }

    /// - Parameter discarding: is called with each value that had to go, when no lock is held: the one of the same key,
    ///   and those that were evicted.
    @discardableResult
    package func put(
        _ key: Key, hash: UInt64, _ value: Value, weight: Int, loadCost: LoadCost = .equal,
        discarding: (Value) -> Void = { _ in }
    ) -> Bool {
        put(key, hash, value, weight, loadCost, where: nil, discarding)
    }

    private func put(
        _ key: Key, _ hash: UInt64, _ value: Value, _ weight: Int, _ loadCost: LoadCost,
        where isExpected: ((Value) -> Bool)?, _ discarding: (Value) -> Void = { _ in }
    ) -> Bool {
        let weight = entryWeight(weight)
        let window = candidates[window.load(ordering: .relaxed)]
        let (isDone, discarded) = shard(hash).state.withLock {
            $0.put(key, hash, value, weight: weight, cost: loadCost.factor, window: window, where: isExpected)
        }
        for entry in discarded { discarding(entry.value) }
        if isDone, isSampled(hash) { sample { $0.insert(hash, weight: weight, cost: loadCost.factor) } }
        return isDone
    }

    private func entryWeight(_ weight: Int) -> UInt32 {
        let (sum, isTooMuch) = max(weight, 0).addingReportingOverflow(entryOverhead)
        return isTooMuch ? .max : max(UInt32(clamping: sum), 1)
    }

    /// Removes the key's entry.
    ///
    /// - Returns: its value; nil when there was none.
    @discardableResult
    package func remove(_ key: Key) -> Value? { remove(key, hash: Self.hash(key)) }

    @discardableResult
    package func remove(_ key: Key, hash: UInt64) -> Value? {
        let entry = shard(hash).state.withLock { $0.remove(key, hash) }
        if isSampled(hash) { sample { $0.remove(hash) } }
        return entry?.value
    }

    /// Removes all entries: those that were put before this call are gone when it returns. What is known of frequencies
    /// stays. Linear in the number of entries, one shard after the other.
    package func removeAll() {
        for shard in shards {
            let entries = shard.state.withLock { $0.removeAll() }
            withExtendedLifetime(entries) {}
        }
    }
}

extension MemoryTier where Value: AnyObject {
    /// Puts an entry in place of this very instance: for a value that is refreshed while others may change it too.
    ///
    /// - Returns: false when the key has no entry or another one; then nothing happens.
    @discardableResult
    package func replace(_ key: Key, _ old: Value, with value: Value, weight: Int, loadCost: LoadCost = .equal) -> Bool
    {
        put(key, Self.hash(key), value, weight, loadCost) { $0 === old }
    }

    /// Removes the key's entry if it is this very instance.
    @discardableResult
    package func remove(_ key: Key, _ old: Value) -> Bool {
        let hash = Self.hash(key)
        let entry = shard(hash).state.withLock { $0.remove(key, hash) { $0 === old } }
        if entry != nil, isSampled(hash) { sample { $0.remove(hash) } }
        return entry != nil
    }
}
