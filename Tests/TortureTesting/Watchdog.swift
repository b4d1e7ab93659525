import Synchronization

/// Knows what each task is doing, and since when.
final class Watchdog: Sendable {
    struct Doing {
        var what: String
        var since: ContinuousClock.Instant
    }

    /// No call may take longer: all of them have deadlines of their own that are much shorter.
    static let bound: Duration = .seconds(90)

    private let doing = Mutex<[Int: Doing]>([:])

    func began(_ task: Int, _ what: String) {
        doing.withLock { $0[task] = Doing(what: what, since: .now) }
    }

    func ended(_ task: Int) { doing.withLock { $0[task] = nil } }

    /// Calls that take longer than `bound`, in words.
    func overdue(_ bound: Duration = bound) -> [String] {
        let now = ContinuousClock.now
        return doing.withLock { doing in
            doing.filter { now - $0.value.since > bound }.map {
                "task \($0.key) hangs in \($0.value.what) for \((now - $0.value.since).components.seconds) s"
            }
        }
    }
}
