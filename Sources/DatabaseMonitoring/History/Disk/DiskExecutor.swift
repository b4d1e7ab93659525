import Dispatch

/// Runs an actor's work one after the other on a dispatch queue.
///
/// A write may wait for the disk, seconds when it is ill. The threads of Swift's concurrency are as many as the
/// processors: one that waits is missing everywhere. Dispatch starts another thread for a queue whose thread waits.
final class DiskExecutor: SerialExecutor {
    private let queue: DispatchQueue

    init(label: String) { queue = DispatchQueue(label: label, qos: .utility) }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
}
