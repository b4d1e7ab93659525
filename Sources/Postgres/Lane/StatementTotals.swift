import Synchronization

/// How often a statement was executed, and how long that took: counted without a lock, so that two figures that are
/// read together may be one execution apart.
package struct StatementTotals: ~Copyable, Sendable {
    private let callCount = Atomic(0)
    private let errorCount = Atomic(0)
    private let totalNanoseconds = Atomic<Int64>(0)
    private let longestNanoseconds = Atomic<Int64>(0)

    package init() {}

    package var calls: Int { callCount.load(ordering: .relaxed) }
    /// Calls that ended in an error.
    package var errors: Int { errorCount.load(ordering: .relaxed) }
    package var time: Duration { .nanoseconds(totalNanoseconds.load(ordering: .relaxed)) }
    package var longest: Duration { .nanoseconds(longestNanoseconds.load(ordering: .relaxed)) }

    package func add(_ nanoseconds: Int64, failed: Bool = false) {
        callCount.wrappingAdd(1, ordering: .relaxed)
        if failed { errorCount.wrappingAdd(1, ordering: .relaxed) }
        totalNanoseconds.wrappingAdd(nanoseconds, ordering: .relaxed)
        var longest = longestNanoseconds.load(ordering: .relaxed)
        while nanoseconds > longest {
            let (isDone, found) = longestNanoseconds.weakCompareExchange(
                expected: longest, desired: nanoseconds, ordering: .relaxed)
            if isDone { return }
            longest = found
        }
    }
}
