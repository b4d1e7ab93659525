import NIOCore

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
    private let eventLoop: any EventLoop

    public init(_ eventLoop: any EventLoop) { self.eventLoop = eventLoop }

    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        eventLoop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
