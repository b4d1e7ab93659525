import Synchronization

/// What a lane allows.
package struct LaneLimits: Sendable {
    /// The most requests of a batch.
    package var batch = 64
    /// The most that may wait on one lane.
    package var waiting = 4096
    /// A statement whose mean time is above this goes to leased connections.
    package var slowStatement = Duration.milliseconds(5)
    /// A batch that takes longer than this loses its riders to leased connections.
    package var rideLimit = Duration.milliseconds(100)
    /// However slow the network and the machine are, batches that take longer than this are not what is usual.
    package var longestUsual = Duration.seconds(2)
    /// A statement with a larger result goes to leased connections from then on.
    package var resultBytes = 1 << 20
    /// The most that is read of one batch.
    package var batchBytes = 64 << 20
    /// After this time without replies the server may be gone: then a first answer is expected within `idleAnswer`.
    package var idleBypass = Duration.milliseconds(500)
    package var idleAnswer = Duration.milliseconds(300)
    /// How often, while it is used, a lane's session is looked at for what a statement may have left there.
    package var inspection = Duration.seconds(1)
    /// Prepared statements that a lane keeps.
    package var statements = 256

    /// Is told of each batch that goes out, with the lane's lock held.
    package var batchSent: (@Sendable (LaneBatch) -> Void)?

    package init() {}
}

/// What has gone out at once.
package struct LaneBatch: Sendable {
    package var requests: Int
    /// How long the one that came first has waited to be sent. Nil for those that are sent again.
    package var longestWait: Duration?
}

/// How busy a lane is, for those who choose one: may be looked at without its lock, and may be a moment old.
package final class LaneLoad: Sendable {
    private let unanswered = Atomic(0)
    private let stuckFrom = Atomic(Int64.max)
    private let tries = Atomic(false)

    package init() {}

    /// Requests that are unanswered.
    package var depth: Int { unanswered.load(ordering: .relaxed) }

    /// Whether what is under way has taken so long that nothing should wait behind it.
    package func isStuck(at now: MonotonicInstant) -> Bool {
        now.nanoseconds > stuckFrom.load(ordering: .relaxed)
    }

    /// What is under way isn't known to be quick.
    package var isTrying: Bool { tries.load(ordering: .relaxed) }
    func isTrying(_ isTrying: Bool) { tries.store(isTrying, ordering: .relaxed) }

    func came() { unanswered.wrappingAdd(1, ordering: .relaxed) }
    func left() { unanswered.wrappingSubtract(1, ordering: .relaxed) }
    func isBusy(until time: MonotonicInstant) { stuckFrom.store(time.nanoseconds, ordering: .relaxed) }
    func isFree() { stuckFrom.store(.max, ordering: .relaxed) }
}

/// What a lane has done since it was opened.
package struct LaneCounts: Sendable, Equatable {
    package var requests = 0
    package var batches = 0
    /// Those that an error of another request had aborted.
    package var resent = 0
    /// Those that were given to leased connections while they were under way.
    package var rerouted = 0

    package init() {}

    package static func += (sum: inout LaneCounts, counts: LaneCounts) {
        sum.requests += counts.requests
        sum.batches += counts.batches
        sum.resent += counts.resent
        sum.rerouted += counts.rerouted
    }
}
