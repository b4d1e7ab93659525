public import Metrics
public import NIOCore
public import ServiceLifecycle
import Synchronization

/// How late event loops run what is due: by it a loop shows that something blocks it, or that the machine is too busy.
///
/// ```swift
/// let delay = EventLoopDelay(of: group)
/// delay.start()
/// let worst = delay.takeWorst()
/// ```
///
/// Each loop has one task, due every 250 ms, which takes less than a microsecond. As a service it runs until the task is
/// cancelled or a graceful shutdown begins. All may be called from everywhere at once.
public final class EventLoopDelay: Service {
    private let watches: [LoopWatch]

    /// - Parameters:
    ///   - timer: gets each delay that was measured.
    ///   - interval: between a task and the next, at least 1 ms.
    public init(
        of group: any EventLoopGroup, timer: Metrics.Timer? = nil, every interval: Duration = .milliseconds(250)
    ) {
        let interval = max(interval, .milliseconds(1))
        watches = group.makeIterator().map { LoopWatch($0, timer: timer, interval: interval) }
    }

    /// Once; later calls do nothing, also after ``stop()``.
    public func start() {
        for watch in watches { watch.start() }
    }

    /// For good. No task is left on the loops.
    public func stop() {
        for watch in watches { watch.stop() }
    }

    /// The longest delay on any loop since this was last asked. A loop that is blocked now counts with what it is late
    /// until now.
    ///
    /// By one caller: another one would take away what the first should see.
    public func takeWorst() -> Duration {
        .nanoseconds(watches.map { $0.takeWorst() }.max() ?? 0)
    }

    public func run() async {
        start()
        // Ends by cancellation of the task too.
        try? await gracefulShutdown()
        stop()
    }
}
