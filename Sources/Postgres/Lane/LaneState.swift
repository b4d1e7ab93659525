import DequeModule

/// Decides what goes out on a lane, in which batch, and whose each reply is.
///
/// A lane is a shared session in pipeline mode. At most one batch is under way; what arrives meanwhile is the next
/// one, so that an idle lane sends at once and a busy one fills its batches by itself. It does no I/O and reads no
/// clock. Promised after every call:
///
/// - Each rider that was accepted is handed back exactly once: by `answered`, `abandon`, `evictWaiting`, `evictSent`
///   or `lose`.
/// - Replies belong to the riders in the order in which they were sent.
/// - An error reaches one rider. Those behind it in its batch go out once more, each with a Sync of its own, so that
///   nothing can abort them again.
/// - Nothing is sent while the lane is held: a cancel request can hit nobody but those it is meant for.
package struct LaneState<Rider: AnyObject> {
    package typealias Instant = MonotonicInstant

    package struct Limits: Sendable {
        /// The most requests of a batch.
        package var batch = 64
        /// The most that may wait for the next batches.
        package var waiting = 4096

        package init() {}
    }

    struct Entry {
        let rider: Rider
        var isAbandoned = false
    }

    /// What is to be sent at once.
    package struct Batch {
        package var riders: [Rider] = []
        /// One Sync after each rider instead of one in the end.
        package var syncsEach = false
    }

    package let limits: Limits
    /// A batch that takes longer than this blocks its lane.
    package var stuckAfter = Duration.milliseconds(5)
    var waiting = Deque<Rider>()
    /// Those that an error before them has aborted.
    var again = Deque<Rider>()
    /// The unanswered part of the batch under way.
    var sent = Deque<Entry>()
    /// Syncs that are unanswered.
    var syncs = 0
    private(set) var syncsEach = false
    /// When the last batch went out.
    package private(set) var sentAt: Instant?
    /// How many of `sent` somebody still waits for.
    var wanted = 0
    /// A cancel request is on its way, or the session is being looked at.
    package var isHeld = false

    package init(limits: Limits = Limits()) { self.limits = limits }

    /// Riders that are unanswered.
    package var depth: Int { waiting.count + again.count + sent.count }
    package var isIdle: Bool { sent.isEmpty && syncs == 0 && waiting.isEmpty && again.isEmpty }
    /// A batch is under way.
    package var isBusy: Bool { syncs > 0 }

    /// The one that waits longest and hasn't been sent.
    package var firstWaiting: Rider? { waiting.first }

    /// Hands it back.
    package mutating func dropFirstWaiting() { waiting.removeFirst() }

    /// - Returns: false when too many wait already.
    package mutating func submit(_ rider: Rider) -> Bool {
        guard waiting.count < limits.waiting else { return false }
        waiting.append(rider)
        return true
    }

    /// Whether the batch under way has taken so long that nothing should wait behind it.
    package func isStuck(at now: Instant) -> Bool { age(at: now).map { $0 > stuckAfter } ?? false }

    /// How long the batch under way has been.
    package func age(at now: Instant) -> Duration? { isBusy ? sentAt.map { now - $0 } : nil }

    /// The next batch, if it may go out now.
    ///
    /// - Parameter isProven: whether a rider's statement is known to be quick. One that isn't travels alone: its time
    ///   is measured, and nobody waits behind it.
    package mutating func nextBatch(at now: Instant, isProven: (Rider) -> Bool) -> Batch? {
        guard !isBusy, !isHeld else { return nil }
        var batch = Batch()
        if !again.isEmpty {
            batch.syncsEach = true
            while batch.riders.count < limits.batch, let rider = again.popFirst() { batch.riders.append(rider) }
        } else if let first = waiting.popFirst() {
            batch.riders.reserveCapacity(min(limits.batch, waiting.count + 1))
            batch.riders.append(first)
            if isProven(first) {
                while batch.riders.count < limits.batch, let next = waiting.first, isProven(next) {
                    batch.riders.append(waiting.removeFirst())
                }
            }
        }
        guard !batch.riders.isEmpty else { return nil }
        for rider in batch.riders { sent.append(Entry(rider: rider)) }
        wanted = sent.count
        syncsEach = batch.syncsEach
        syncs = syncsEach ? sent.count : 1
        sentAt = now
        return batch
    }
}
