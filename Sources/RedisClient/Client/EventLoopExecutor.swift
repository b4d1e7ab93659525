import NIOCore
import Synchronization

/// Runs tasks on an event loop, so that a task that talks to a ``RedisClient`` of that loop does so without a change of
/// threads on the way there and back.
///
/// ```swift
/// try await withTaskExecutorPreference(EventLoopExecutor(redis.eventLoop)) {
///     try await redis.get("greeting")
/// }
/// ```
///
/// For tasks that mostly wait: what computes or blocks here keeps every client of the loop waiting.
public final class EventLoopExecutor: TaskExecutor {
    private struct Waiting {
        var jobs: [UnownedJob] = []
        /// Whether the loop has been asked to run them.
        var isAsked = false
    }

    private static let mostReserved = 256

    private let eventLoop: any EventLoop
    private let waiting = Mutex(Waiting())

    public init(_ eventLoop: any EventLoop) { self.eventLoop = eventLoop }

    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let asks = waiting.withLock { waiting in
            waiting.jobs.append(job)
            defer { waiting.isAsked = true }
            return !waiting.isAsked
        }
        // Once for all that come together: a task of the loop costs more than a job.
        if asks { eventLoop.execute { self.run() } }
    }

    /// Runs what waits. What comes meanwhile has its turn after what the loop was asked for before.
    private func run() {
        let jobs = waiting.withLock { waiting in
            let jobs = waiting.jobs
            waiting = Waiting()
            waiting.jobs.reserveCapacity(min(jobs.count, Self.mostReserved))
            return jobs
        }
        let executor = asUnownedTaskExecutor()
        for job in jobs { job.runSynchronously(on: executor) }
    }
}
