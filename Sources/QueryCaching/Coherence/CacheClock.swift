import Postgres
import Synchronization

/// What tells a cache the time: nanoseconds that only go forward.
enum CacheClock: Sendable {
    case system
    /// For tests.
    case manual(ManualTime)

    var now: Int64 {
        switch self {
        case .system: MonotonicInstant.now.nanoseconds
        case .manual(let time): time.nanoseconds
        }
    }
}

/// A clock that goes when it is told to.
final class ManualTime: Sendable {
    private let time = Atomic<Int64>(1_000_000_000)

    var nanoseconds: Int64 { time.load(ordering: .acquiring) }

    func advance(by duration: Duration) { time.add(duration.inNanoseconds, ordering: .acquiringAndReleasing) }
}
