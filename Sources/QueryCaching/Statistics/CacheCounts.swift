import Metrics
import Synchronization

/// What happened to a cache as a whole.
final class CacheCounts: Sendable {
    private let invalidations = Atomic<Int>(0)
    private let rows = Atomic<Int>(0)
    private let failedPolls = Atomic<Int>(0)

    func invalidated(_ tags: Int) { invalidations.add(tags, ordering: .relaxed) }

    func outboxRows(_ count: Int) { rows.add(count, ordering: .relaxed) }

    func pollFailed() { failedPolls.add(1, ordering: .relaxed) }

    var now: (invalidations: Int, outboxRows: Int, failedPolls: Int) {
        (
            invalidations.load(ordering: .relaxed), rows.load(ordering: .relaxed),
            failedPolls.load(ordering: .relaxed)
        )
    }
}

/// What happened between a cache and Redis.
final class RemoteCounts: Sendable {
    private let failures = Atomic<Int>(0)
    private let pushes = Atomic<Int>(0)

    let delays: PushDelays

    init(_ metrics: Timer?) { delays = PushDelays(metrics) }

    func failed() { failures.add(1, ordering: .relaxed) }

    func pushed() { pushes.add(1, ordering: .relaxed) }

    var now: (failures: Int, pushes: Int) {
        (failures.load(ordering: .relaxed), pushes.load(ordering: .relaxed))
    }
}
