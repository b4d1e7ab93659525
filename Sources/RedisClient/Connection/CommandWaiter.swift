import Synchronization

/// Who waits for the reply to a command. Whoever takes one out of the queue resumes it, once; that is checked by the
/// queue's tests and costs nothing here.
enum CommandWaiter: Sendable {
    case call(UnsafeContinuation<CommandOutcome, Never>)
    case part(PipelineCollector, Int)

    func resume(_ outcome: CommandOutcome) {
        switch self {
        case .call(let continuation): continuation.resume(returning: outcome)
        case .part(let collector, let index): collector.collect(outcome.map(\.compact), at: index)
        }
    }
}

/// Collects the replies to a pipeline, and resumes its caller with the last.
final class PipelineCollector: Sendable {
    private struct State {
        var outcomes: [CommandOutcome?]
        var missing: Int
        var continuation: UnsafeContinuation<[CommandOutcome], Never>?
    }

    private let state: Mutex<State>

    init(count: Int, _ continuation: UnsafeContinuation<[CommandOutcome], Never>) {
        state = Mutex(
            State(outcomes: Array(repeating: nil, count: count), missing: count, continuation: continuation))
    }

    func collect(_ outcome: CommandOutcome, at index: Int) {
        let whole = state.withLock { state -> (UnsafeContinuation<[CommandOutcome], Never>, [CommandOutcome])? in
            guard state.outcomes[index] == nil else { return nil }
            state.outcomes[index] = outcome
            state.missing -= 1
            guard state.missing == 0, let continuation = state.continuation else { return nil }
            state.continuation = nil
            return (continuation, state.outcomes.compactMap(\.self))
        }
        if let (continuation, outcomes) = whole { continuation.resume(returning: outcomes) }
    }
}
