import Synchronization

/// A fixed number of slots for expensive work, given out first come, first served.
final class WorkSlots: Sendable {
    private struct State {
        var line: WaitingLine
        var continuations: [UInt64: CheckedContinuation<Void, any Error>] = [:]
        var cancelled: Set<UInt64> = []
        var nextID: UInt64 = 0
    }

    private let state: Mutex<State>
    private let clock = ContinuousClock()

    init(count: Int, waitingLimit: Int, patience: Duration) {
        state = Mutex(State(line: WaitingLine(slots: count, waitingLimit: waitingLimit, patience: patience)))
    }

    /// Takes a slot; every return is followed by one ``leave()``.
    /// - Throws: ``DomainError/Code/busy``, or `CancellationError` when the task is cancelled while it waits.
    func enter() async throws {
        try Task.checkCancellation()
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        defer { _ = state.withLock { $0.cancelled.remove(id) } }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let result: Result<Void, any Error>? = state.withLock { state in
                    if state.cancelled.remove(id) != nil { return .failure(CancellationError()) }
                    switch state.line.arrive(id, at: clock.now) {
                    case .enters: return .success(())
                    case .full: return .failure(Self.busy)
                    case .waits:
                        state.continuations[id] = continuation
                        return nil
                    }
                }
                if let result { continuation.resume(with: result) }
            }
        } onCancel: {
            let waiter = state.withLock { state in
                if state.line.abandon(id) { return state.continuations.removeValue(forKey: id) }
                state.cancelled.insert(id)
                return nil
            }
            waiter?.resume(throwing: CancellationError())
        }
    }

    func leave() {
        let (next, expired) = state.withLock { state in
            let turn = state.line.leave(at: clock.now)
            return (
                turn.next.flatMap { state.continuations.removeValue(forKey: $0) },
                turn.expired.compactMap { state.continuations.removeValue(forKey: $0) }
            )
        }
        for waiter in expired { waiter.resume(throwing: Self.busy) }
        next?.resume()
    }

    private static var busy: DomainError {
        DomainError(.busy, "Too many people are signing in at the moment; try again in a few seconds.")
    }
}
