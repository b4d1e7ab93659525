/// A small cache of hashes alone, which shows what a window would have done: it sees a sample of the requests and has
/// the same share of the capacity.
struct ShadowCache: Sendable {
    private(set) var policy: WindowTinyLFU

    init(capacity: Int, window: CacheWindow, seed: UInt64) {
        policy = WindowTinyLFU(capacity: capacity, window: window, seed: seed)
    }

    /// - Returns: the damped load cost that a hit saves; nil is a miss.
    mutating func request(_ hash: UInt64) -> Float? {
        let index = find(hash)
        guard index >= 0 else {
            policy.miss(hash)
            return nil
        }
        policy.hit(index)
        return policy.slots[Int(index)].cost
    }

    /// Does nothing when the entry is there and weighs the same.
    mutating func insert(_ hash: UInt64, weight: UInt32, cost: Float) {
        let index = find(hash)
        if index >= 0 {
            guard policy.slots[Int(index)].weight != weight || policy.slots[Int(index)].cost != cost else { return }
            policy.reweigh(index, weight: weight, cost: cost)
        } else {
            guard Int(weight) <= policy.capacity else { return }
            _ = policy.grow()
            _ = policy.insert(hash, weight: weight, cost: cost)
        }
        _ = policy.makeRoom({ _ in }, { _, _ in })
    }

    mutating func remove(_ hash: UInt64) {
        let index = find(hash)
        guard index >= 0 else { return }
        policy.release(index) { _, _ in }
    }

    private func find(_ hash: UInt64) -> Int32 { policy.slot(for: hash) { policy.slots[$0].hash == hash } }
}
