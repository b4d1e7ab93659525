/// What tells a pool the time.
protocol PoolClock: Sendable {
    var now: PoolInstant { get }
    /// Returns at `deadline`, or when the task is cancelled.
    func wait(until deadline: PoolInstant) async
}

struct SystemClock: PoolClock {
    var now: PoolInstant { .now }

    func wait(until deadline: PoolInstant) async {
        try? await ContinuousClock().sleep(until: deadline.continuous, tolerance: nil)
    }
}
