import Synchronization

/// How many values of a kind there are in this process, and how many had to go for others.
final class LiveEntries: Sendable {
    private let entries = Atomic<Int>(0)
    private let bytes = Atomic<Int>(0)
    private let evictions = Atomic<Int>(0)

    func came(_ weight: Int) {
        entries.add(1, ordering: .relaxed)
        bytes.add(weight, ordering: .relaxed)
    }

    func went(_ weight: Int) {
        entries.subtract(1, ordering: .relaxed)
        bytes.subtract(weight, ordering: .relaxed)
    }

    func evicted() { evictions.add(1, ordering: .relaxed) }

    var now: (entries: Int, bytes: Int, evictions: Int) {
        (entries.load(ordering: .relaxed), bytes.load(ordering: .relaxed), evictions.load(ordering: .relaxed))
    }
}
