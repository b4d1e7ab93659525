import Postgres
import Synchronization

/// Whether this process hears of what others invalidate, and until when that is certain.
///
/// Redis tells a connection of invalidations in order with its replies: those of one turn of its loop right after the
/// replies of that turn. So a reply to what was sent at some moment proves that everything that was invalidated before
/// that moment has been heard of, or is in what is being read; nothing else does.
final class Verification: Sendable {
    /// Grows whenever invalidations may have been missed: what was stored under another number has to be compared with
    /// Redis before it is served.
    private let epoch = Atomic<UInt64>(1)
    /// Nanoseconds of the monotonic clock; the largest number when no other process can change anything unnoticed.
    private let verifiedUntil: Atomic<Int64>

    /// - Parameter isAlone: there is no Redis, so nothing is to be heard from it.
    init(isAlone: Bool) { verifiedUntil = Atomic(isAlone ? .max : .min) }

    var currentEpoch: UInt64 { epoch.load(ordering: .acquiring) }

    /// Whether a value that was stored under `epoch` may be served at `now` without asking.
    func covers(_ epoch: UInt64, at now: Int64) -> Bool {
        now < verifiedUntil.load(ordering: .acquiring) && epoch == currentEpoch
    }

    func isVerified(at now: Int64) -> Bool { now < verifiedUntil.load(ordering: .acquiring) }

    /// The connection is lost, or said that it lost something.
    func isLost() {
        epoch.add(1, ordering: .acquiringAndReleasing)
        verifiedUntil.store(.min, ordering: .releasing)
    }

    /// A reply came to what was sent under `epoch`: good until `time`. Ignored when something was lost in between.
    func verified(epoch: UInt64, until time: Int64) {
        guard epoch == currentEpoch else { return }
        var known = verifiedUntil.load(ordering: .relaxed)
        while known < time {
            let (exchanged, original) = verifiedUntil.compareExchange(
                expected: known, desired: time, ordering: .acquiringAndReleasing)
            if exchanged { break }
            known = original
        }
        // Lost between the check and the store.
        if epoch != currentEpoch { verifiedUntil.store(.min, ordering: .releasing) }
    }
}
