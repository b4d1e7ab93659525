import CLibuv
import DequeModule
import Foundation
import Synchronization

/// A libuv loop on a thread of its own: it watches the sockets of connections and runs short jobs.
///
/// Requests don't pass through it: whoever wants rows sends by itself, and the loop reads the replies and resumes
/// those who wait. It is a task executor as well: a task that prefers it goes on where its replies arrive, without
/// a change of threads, and what all such tasks ask for at a time leaves in one batch. Such a task must not block or
/// compute for long, since every connection of this loop waits meanwhile.
///
/// A loop lives as long as the process: its thread is never joined.
public final class EventLoop: TaskExecutor, @unchecked Sendable {
    // @unchecked: all but `inbox` and `thread` is touched only on the loop's own thread once `init` has returned, except
    // by `uv_async_send`, which libuv documents as callable from any thread. `@exclusivity(unchecked)`: no method that
    // touches such a member calls foreign code meanwhile; see `Exchange`.
    let loop = UnsafeMutablePointer<uv_loop_t>.allocate(capacity: 1)
    private let wakeUp = UnsafeMutablePointer<uv_async_t>.allocate(capacity: 1)
    private let ticker = UnsafeMutablePointer<uv_timer_t>.allocate(capacity: 1)
    private let beforeWaiting = UnsafeMutablePointer<uv_prepare_t>.allocate(capacity: 1)
    private var tickers: [ObjectIdentifier: () -> Void] = [:]
    @exclusivity(unchecked) private var batch: [Job] = []
    /// What the loop's own thread has asked for: done as soon as what it does now is done.
    @exclusivity(unchecked) private var jobs = Deque<Job>()
    /// Done when `jobs` is empty, or has been worked on for `patience`.
    @exclusivity(unchecked) private var postponed: [() -> Void] = []
    @exclusivity(unchecked) private var postponedAt = MonotonicInstant.now
    private let thread = Atomic<UInt>(0)
    private let inbox = Mutex(Inbox())

    private enum Job {
        case task(UnownedJob, UnownedTaskExecutor)
        case work(@Sendable () -> Void)
    }

    private struct Inbox {
        var jobs: [Job] = []
        var woken = false
    }

    /// How often deadlines are looked at.
    static let tickMilliseconds: UInt64 = 50
    /// How long a request waits for others that come at the same time.
    private static let patience = Duration.microseconds(50)
    /// Sockets are looked at again after so many jobs.
    private static let jobsInARow = 1024

    public init() {
        uv_loop_init(loop)
        let this = Unmanaged.passRetained(self).toOpaque()
        wakeUp.pointee.data = this
        uv_async_init(loop, wakeUp) { EventLoop.of($0!.pointee.data).runJobs() }
        uv_timer_init(loop, ticker)
        ticker.pointee.data = this
        uv_prepare_init(loop, beforeWaiting)
        beforeWaiting.pointee.data = this
        uv_prepare_start(beforeWaiting) { EventLoop.of($0!.pointee.data).runOwnJobs() }
        let thread = Thread { [self] in
            self.thread.store(Self.currentThread, ordering: .relaxed)
            runJobs()
            uv_run(loop, UV_RUN_DEFAULT)
        }
        thread.name = "postgres loop"
        // Tasks may run here, too.
        thread.stackSize = 4 << 20
        thread.start()
    }

    /// One of the process' loops, in turn.
    public static func shared() -> EventLoop { SharedEventLoops.all.next() }

    /// Runs `work` on the loop's thread, soon and in the order of submission.
    func submit(_ work: @escaping @Sendable () -> Void) { append(.work(work)) }

    public func enqueue(_ job: consuming ExecutorJob) { enqueue(UnownedJob(job), of: asUnownedTaskExecutor()) }

    func enqueue(_ job: UnownedJob, of executor: UnownedTaskExecutor) { append(.task(job, executor)) }

    /// Calls `tick` every 50 ms on the loop's thread until `stopTicking(owner)`. On the loop's thread only.
    func startTicking(_ owner: AnyObject, _ tick: @escaping () -> Void) {
        if tickers.isEmpty {
            uv_timer_start(
                ticker, { EventLoop.of($0!.pointee.data).tick() }, Self.tickMilliseconds, Self.tickMilliseconds)
        }
        tickers[ObjectIdentifier(owner)] = tick
    }

    /// On the loop's thread only.
    func stopTicking(_ owner: ObjectIdentifier) {
        tickers[owner] = nil
        if tickers.isEmpty { uv_timer_stop(ticker) }
    }

    private func tick() {
        for tick in tickers.values { tick() }
    }

    private static var currentThread: UInt {
        #if canImport(Darwin)
            UInt(bitPattern: pthread_self())
        #else
            UInt(pthread_self())
        #endif
    }

    /// Whether this is the loop's own thread.
    var isCurrent: Bool { thread.load(ordering: .relaxed) == Self.currentThread }

    /// Does something when all tasks that can go on have gone on. On the loop's thread only.
    func postpone(_ work: @escaping () -> Void) {
        if postponed.isEmpty { postponedAt = .now }
        postponed.append(work)
    }

    private func append(_ job: Job) {
        if isCurrent { return jobs.append(job) }
        let first = inbox.withLock { inbox in
            inbox.jobs.append(job)
            defer { inbox.woken = true }
            return !inbox.woken
        }
        if first { uv_async_send(wakeUp) }
    }

    private func runJobs() {
        inbox.withLock { inbox in
            swap(&batch, &inbox.jobs)
            inbox.woken = false
        }
        for job in batch { jobs.append(job) }
        batch.removeAll(keepingCapacity: true)
        runOwnJobs()
    }

    /// Called after each thing that may have led to jobs, and in any case before the loop waits.
    func runOwnJobs() {
        guard !jobs.isEmpty || !postponed.isEmpty else { return }
        var left = Self.jobsInARow
        while !jobs.isEmpty || !postponed.isEmpty {
            while left > 0, let job = jobs.popFirst() {
                left -= 1
                switch job {
                case .task(let job, let executor): job.runSynchronously(on: executor)
                case .work(let work): work()
                }
                if !postponed.isEmpty, MonotonicInstant.now - postponedAt > Self.patience { runPostponed() }
            }
            runPostponed()
            if left == 0 {
                uv_async_send(wakeUp)
                return
            }
        }
    }

    private func runPostponed() {
        while let work = postponed.popLast() { work() }
    }

    private static func of(_ data: UnsafeMutableRawPointer?) -> EventLoop {
        Unmanaged<EventLoop>.fromOpaque(data!).takeUnretainedValue()
    }
}
