import Postgres
import ServiceContextModule
import Synchronization

/// One load of one key, for everybody who wants it meanwhile. It belongs to the cache: a caller who leaves doesn't
/// disturb it; when the last one has left it is cancelled, unless it is a refresh that nobody waits for.
final class Flight: Sendable {
    private struct State {
        /// Ends the load's task.
        var cancel: (@Sendable () -> Void)?
        var outcome: Result<CacheEntry, any Error>?
        var waiters: [Int: CheckedContinuation<CacheEntry, any Error>] = [:]
        var lastWaiter = 0
        /// Callers who want the outcome, waiting already or about to.
        var interested = 0
        /// Callers who were cancelled before they waited.
        var left: Set<Int> = []
        var isCancelled = false
        var isRemote = false

        /// - Returns: what ends the load if that was the last who wanted it.
        mutating func loseOne(_ isRefresh: Bool) -> (@Sendable () -> Void)? {
            interested -= 1
            guard interested == 0, !isRefresh else { return nil }
            isCancelled = true
            return cancel
        }
    }

    let evidence: Evidence
    /// A refresh in the background goes on although nobody waits.
    let isRefresh: Bool
    let begun: Int64
    let deadline: Int64
    private let state = Mutex(State())
    private let hasTurn = Atomic(false)

    init(_ evidence: Evidence, isRefresh: Bool, begun: Int64, deadline: Int64) {
        self.begun = begun
        self.evidence = evidence
        self.isRefresh = isRefresh
        self.deadline = deadline
    }

    /// Whether the caller will get its outcome; then ``outcome()`` has to follow. False when it is over.
    func join() -> Bool {
        state.withLock { state in
            guard state.outcome == nil, !state.isCancelled else { return false }
            state.interested += 1
            return true
        }
    }

    /// Whether it neither has an outcome nor was cancelled.
    var isUnderWay: Bool { state.withLock { $0.outcome == nil && !$0.isCancelled } }

    /// Whether it asks the database already, rather than waiting for its turn.
    var isLoading: Bool { hasTurn.load(ordering: .acquiring) }

    func gotItsTurn() { hasTurn.store(true, ordering: .releasing) }

    /// Starts it.
    func begin(_ work: @escaping @Sendable () async -> Void) {
        let task = Self.task(work)
        whenUnwanted { task.cancel() }
    }

    /// A task of its own: what its first caller holds, such as a connection, isn't the load's. The trace goes on, and what it asks of the
    /// database counts as its first caller's.
    static func task(_ work: @escaping @Sendable () async -> Void) -> Task<Void, Never> {
        let (context, under, activity) = (ServiceContext.current, LoadsUnderWay.current, DatabaseActivity.current)
        return Task.detached(priority: Task.currentPriority) {
            await LoadsUnderWay.$current.withValue(under) {
                await DatabaseActivity.$current.withValue(activity) {
                    guard let context else { return await work() }
                    await ServiceContext.withValue(context) { await work() }
                }
            }
        }
    }

    /// What ends the load when nobody waits for it any more; at once if that is so already.
    func whenUnwanted(_ cancel: @escaping @Sendable () -> Void) {
        let isTooLate = state.withLock { state in
            state.cancel = cancel
            return state.isCancelled
        }
        if isTooLate { cancel() }
    }

    /// Whether it ended with a value from Redis, without a load.
    var isRemote: Bool { state.withLock { $0.isRemote } }

    /// The first outcome counts.
    func finish(_ outcome: Result<CacheEntry, any Error>, isRemote: Bool = false) {
        let waiters = state.withLock { state -> [CheckedContinuation<CacheEntry, any Error>] in
            guard state.outcome == nil else { return [] }
            state.outcome = outcome
            state.isRemote = isRemote
            guard !state.waiters.isEmpty else { return [] }
            defer { state.waiters = [:] }
            return Array(state.waiters.values)
        }
        for waiter in waiters { waiter.resume(with: outcome) }
    }

    /// Ends it before its time: its callers get `error`, its load is cancelled.
    func abandon(_ error: any Error) {
        let cancel = state.withLock { state in
            state.isCancelled = true
            return state.cancel
        }
        finish(.failure(error))
        cancel?()
    }

    /// Waits for the outcome, after ``join()``.
    ///
    /// - Throws: what the load threw; `CancellationError` when the calling task is cancelled.
    func outcome() async throws -> CacheEntry {
        let number = state.withLock { state in
            state.lastWaiter += 1
            return state.lastWaiter
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let known: Result<CacheEntry, any Error>? = state.withLock { state in
                    if state.left.remove(number) != nil { return .failure(CancellationError()) }
                    if let outcome = state.outcome { return outcome }
                    state.waiters[number] = continuation
                    return nil
                }
                if let known { continuation.resume(with: known) }
            }
        } onCancel: {
            leave(number)
        }
    }

    /// The caller who has joined won't wait.
    func forgo() {
        let cancel = state.withLock { state -> (@Sendable () -> Void)? in
            guard state.outcome == nil else { return nil }
            return state.loseOne(isRefresh)
        }
        cancel?()
    }

    private func leave(_ number: Int) {
        let (waiter, cancel) = state.withLock {
            state -> (CheckedContinuation<CacheEntry, any Error>?, (@Sendable () -> Void)?) in
            let waiter = state.waiters.removeValue(forKey: number)
            guard state.outcome == nil else { return (waiter, nil) }
            if waiter == nil { state.left.insert(number) }
            return (waiter, state.loseOne(isRefresh))
        }
        waiter?.resume(throwing: CancellationError())
        cancel?()
    }
}
