import Synchronization

extension Atomic<Double> {
    /// Without a lock; adds that happen at once each count.
    func add(_ amount: Double) {
        var current = load(ordering: .relaxed)
        while true {
            let (isDone, found) = weakCompareExchange(
                expected: current, desired: current + amount, ordering: .relaxed)
            if isDone { return }
            current = found
        }
    }
}
