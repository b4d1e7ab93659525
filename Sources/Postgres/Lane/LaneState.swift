import DequeModule

/// Decides what goes out on a lane, in which batch, and whose each reply is.
///
/// A lane is a shared session in pipeline mode. What arrives while a batch is under way is the next one, so that an
/// idle lane sends at once and a busy one fills its batches by itself. A second batch goes out before the first is
/// answered when it has filled well and both are known to be quick: the server works on it while the replies of the
/// first are handed out. It does no I/O and reads no clock. Promised after every call:
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
        /// A batch that goes out while another is under way holds at least so many.
        package var overlap = 16
        /// The most that may wait for the next batches.
        package var waiting = 4096

        package init() {}
    }

    struct Entry {
        let rider: Rider
        var isAbandoned = false
    }

    /// A batch that is under way.
    struct Flight {
        /// Riders and Syncs that are unanswered.
        var riders: Int
        var syncs: Int
        let syncsEach: Bool
        let isProven: Bool
        /// When it went out, or the one before it was answered.
        var began: Instant
    }

    /// What is to be sent at once.
    package struct Batch {
        package var riders: [Rider] = []
        /// One Sync after each rider instead of one in the end.
        package var syncsEach = false
        /// All are known to be quick.
        package var isProven = false
        /// Another one is under way.
        package var overlaps = false
    }

    package let limits: Limits
    /// A batch that takes longer than this blocks its lane.
    package var stuckAfter = Duration.milliseconds(5)
    var waiting = Deque<Rider>()
    /// Those that an error before them has aborted.
    var again = Deque<Rider>()
    /// What is unanswered of the batches under way: two at most.
    var sent = Deque<Entry>()
    var flights = Deque<Flight>()
    /// How many of `sent` somebody still waits for.
    var wanted = 0
    /// A cancel request is on its way, or the session is being looked at.
    package var isHeld = false

    package init(limits: Limits = Limits()) { self.limits = limits }

    /// Riders that are unanswered.
    package var depth: Int { waiting.count + again.count + sent.count }
    package var isIdle: Bool { flights.isEmpty && waiting.isEmpty && again.isEmpty }
    /// A batch is under way.
    package var isBusy: Bool { !flights.isEmpty }
    /// The batch under way, or the first of two, holds only what is known to be quick.
    package var isProven: Bool { flights.first?.isProven ?? false }

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

    /// How long the server has been at the batch under way, or at the first of two.
    package func age(at now: Instant) -> Duration? { flights.first.map { now - $0.began } }
}
