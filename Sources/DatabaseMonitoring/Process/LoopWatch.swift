import Metrics
import NIOCore
import Synchronization

/// Measures one event loop.
final class LoopWatch: Sendable {
    private enum State {
        case idle
        case running(Scheduled<Void>?)
        case stopped
    }

    private let loop: any EventLoop
    private let timer: Metrics.Timer?
    private let interval: TimeAmount
    private let state = Mutex(State.idle)
    /// When the task should run that waits, in nanoseconds; 0 when there is none.
    private let due = Atomic<Int64>(0)
    private let worst = Atomic<Int64>(0)

    init(_ loop: any EventLoop, timer: Metrics.Timer?, interval: Duration) {
        (self.loop, self.timer, self.interval) = (loop, timer, TimeAmount(interval))
    }

    func start() {
        let isFirst = state.withLock { state in
            guard case .idle = state else { return false }
            state = .running(nil)
            return true
        }
        if isFirst { loop.execute { self.wait() } }
    }

    func stop() {
        let waiting: Scheduled<Void>? = state.withLock { state in
            defer { state = .stopped }
            if case .running(let task) = state { return task }
            return nil
        }
        waiting?.cancel()
        due.store(0, ordering: .relaxed)
    }

    /// In nanoseconds. What is late now will still be measured in full.
    func takeWorst() -> Int64 {
        let due = due.load(ordering: .relaxed)
        let late = due == 0 ? 0 : nanoseconds(loop.now) - due
        return max(worst.exchange(0, ordering: .relaxed), late)
    }

    /// On the loop.
    private func wait() {
        let deadline = loop.now + interval
        let task = loop.scheduleTask(deadline: deadline) { self.measure(dueAt: deadline) }
        let isRunning = state.withLock { state in
            guard case .running = state else { return false }
            state = .running(task)
            due.store(nanoseconds(deadline), ordering: .relaxed)
            return true
        }
        guard isRunning else { return task.cancel() }
        // The loop was shut down. Outside of the lock: this may be called at once.
        task.futureResult.whenFailure { _ in self.stop() }
    }

    private func measure(dueAt deadline: NIODeadline) {
        let late = max(0, (loop.now - deadline).nanoseconds)
        worst.max(late, ordering: .relaxed)
        timer?.recordNanoseconds(late)
        wait()
    }

    private func nanoseconds(_ deadline: NIODeadline) -> Int64 {
        Int64(clamping: deadline.uptimeNanoseconds)
    }
}
