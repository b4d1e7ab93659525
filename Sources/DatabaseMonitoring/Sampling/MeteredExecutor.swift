import Dispatch
import Synchronization

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Runs the monitor's own work one job after the other, apart from the threads that requests run on, and counts the
/// processor time that it takes.
final class MeteredExecutor: SerialExecutor {
    private let queue = DispatchQueue(label: "bookedbarber.monitor", qos: .utility)
    private let nanoseconds = Atomic<Int64>(0)

    /// All that jobs have taken so far.
    var processorTime: Duration { .nanoseconds(nanoseconds.load(ordering: .relaxed)) }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { [self] in
            let start = Self.threadTime
            job.runSynchronously(on: asUnownedSerialExecutor())
            nanoseconds.add(Self.threadTime - start, ordering: .relaxed)
        }
    }

    func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }

    private static var threadTime: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
