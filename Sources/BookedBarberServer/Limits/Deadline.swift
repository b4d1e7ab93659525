import Synchronization

/// Does the work, or gives up on it: when the time is over the work's task is cancelled and the error is thrown in its
/// place. It returns as soon as the work has noticed.
///
/// The work begins on the caller's thread; what never waits, as an answer from the cache, costs no timer.
func withDeadline<Value: Sendable>(
    _ limit: Duration, on executor: (any TaskExecutor)? = nil,
    throwing expired: @autoclosure @escaping @Sendable () -> any Error,
    _ work: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    let outcome = Outcome<Value>()
    let task = begun(on: executor) { outcome.record(await Result { try await work() }) }
    if let result = outcome.result { return try result.get() }
    let deadline = DeadlineTable.shared.add(.now + limit, task)
    await withTaskCancellationHandler {
        await task.value
    } onCancel: {
        task.cancel()
    }
    let isExpired = !DeadlineTable.shared.remove(deadline)
    switch outcome.result {
    // Work that was finished in spite of the cancellation is finished: its answer is the better one.
    case .success(let value): return value
    case .failure(let error) where !isExpired: throw error
    case .failure, nil: throw expired()
    }
}

private func begun(
    on executor: (any TaskExecutor)?, _ work: @escaping @Sendable () async -> Void
) -> Task<Void, Never> {
    if #available(macOS 26, *) {
        Task.immediate(executorPreference: executor, operation: work)
    } else {
        Task(executorPreference: executor, operation: work)
    }
}

/// What came of work in another task.
private final class Outcome<Value: Sendable>: Sendable {
    private let state = Mutex<Result<Value, any Error>?>(nil)

    var result: Result<Value, any Error>? { state.withLock { $0 } }

    func record(_ result: Result<Value, any Error>) { state.withLock { $0 = result } }
}

extension Result where Failure == any Error {
    fileprivate init(catching body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}
