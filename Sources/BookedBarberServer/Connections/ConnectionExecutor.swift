import NIOCore

/// Runs the tasks of a connection on the connection's event loop: an answer that waits for nothing, such as one from the
/// cache, then costs no change of threads on the way in and back.
///
/// What computes for long has threads of its own (password hashes); what waits, waits elsewhere.
final class ConnectionExecutor: TaskExecutor {
    private let eventLoop: any EventLoop

    init(_ eventLoop: any EventLoop) { self.eventLoop = eventLoop }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        eventLoop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
