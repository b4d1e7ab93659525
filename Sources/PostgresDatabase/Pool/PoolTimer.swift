import Postgres
import Synchronization

/// Calls back once, at the earliest of the times it was given. One sleeping task at most.
final class PoolTimer: Sendable {
    private struct Armed {
        var time: MonotonicInstant
        var task: Task<Void, Never>
    }

    private let clock: any PoolClock
    private let armed = Mutex<Armed?>(nil)

    init(clock: any PoolClock) { self.clock = clock }

    deinit { armed.withLock { $0?.task.cancel() } }

    /// Later times than one that was given already are ignored: the callback asks again for what is left to do.
    func wake(at time: MonotonicInstant, _ callback: @escaping @Sendable () -> Void) {
        armed.withLock { armed in
            if let armed, armed.time <= time { return }
            armed?.task.cancel()
            let task = Task.detached { [clock, weak self] in
                await clock.wait(until: time)
                guard !Task.isCancelled, let self else { return }
                // Locked, so that it is stored before it is taken out.
                self.armed.withLock { if $0?.time == time { $0 = nil } }
                callback()
            }
            armed = Armed(time: time, task: task)
        }
    }
}
