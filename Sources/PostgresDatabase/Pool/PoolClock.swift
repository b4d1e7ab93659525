/// What tells a pool the time.
protocol PoolClock: Sendable {
    var now: ContinuousClock.Instant { get }
    /// Returns at `deadline`, or when the task is cancelled.
    func wait(until deadline: ContinuousClock.Instant) async
}

extension ContinuousClock: PoolClock {
    func wait(until deadline: Instant) async { try? await sleep(until: deadline, tolerance: nil) }
}
