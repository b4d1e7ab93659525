import DequeModule
import Synchronization

/// Lets a fixed number of loads ask the database at the same time, in the order in which they came.
final class LoadGate: Sendable {
    private struct State {
        var free: Int
        var line: Deque<Int> = []
        var waiting: [Int: CheckedContinuation<Void, any Error>] = [:]
        var left: Set<Int> = []
        var last = 0
    }

    private let state: Mutex<State>

    init(width: Int) { state = Mutex(State(free: width)) }

    /// Every return is followed by one ``leave()``.
    ///
    /// - Throws: `CancellationError` when the task is cancelled while it waits.
    func enter() async throws {
        let number = state.withLock { state -> Int? in
            if state.free > 0 {
                state.free -= 1
                return nil
            }
            state.last += 1
            return state.last
        }
        guard let number else { return }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let outcome: Result<Void, any Error>? = state.withLock { state in
                    if state.left.remove(number) != nil { return .failure(CancellationError()) }
                    if state.free > 0 {
                        state.free -= 1
                        return .success(())
                    }
                    state.line.append(number)
                    state.waiting[number] = continuation
                    return nil
                }
                if let outcome { continuation.resume(with: outcome) }
            }
        } onCancel: {
            let waiter = state.withLock { state in
                let waiter = state.waiting.removeValue(forKey: number)
                if waiter == nil { state.left.insert(number) }
                return waiter
            }
            waiter?.resume(throwing: CancellationError())
        }
        state.withLock { _ = $0.left.remove(number) }
    }

    func leave() {
        let next = state.withLock { state -> CheckedContinuation<Void, any Error>? in
            while let number = state.line.popFirst() {
                if let waiter = state.waiting.removeValue(forKey: number) { return waiter }
            }
            state.free += 1
            return nil
        }
        next?.resume()
    }
}
