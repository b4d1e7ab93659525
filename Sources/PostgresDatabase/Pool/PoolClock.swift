import Postgres

/// What tells a pool the time.
protocol PoolClock: Sendable {
    var now: MonotonicInstant { get }
    /// Returns at `deadline`, or when the task is cancelled.
    func wait(until deadline: MonotonicInstant) async
}

struct SystemClock: PoolClock {
    var now: MonotonicInstant { .now }

    func wait(until deadline: MonotonicInstant) async {
        try? await ContinuousClock().sleep(until: deadline.continuous, tolerance: nil)
    }
}
