import Synchronization

/// How a receiver answers, and what it got.
public final class ReceiverScript: Sendable {
    public enum Answer: Sendable {
        case status(Int, [String: String] = [:], String = "ok")
        /// Reads the request and never answers.
        case silence
        /// Closes in the middle of the answer.
        case cut
        /// Closes without an answer.
        case hangUp
        /// Something that isn't HTTP.
        case nonsense
        /// A body that is far larger than anybody wants.
        case huge
    }

    private struct State {
        var answers: [Answer]
        var requests: [ReceivedRequest] = []
        var connections = 0
    }

    private let state: Mutex<State>

    init(_ answers: [Answer]) { state = Mutex(State(answers: answers)) }

    var requests: [ReceivedRequest] { state.withLock(\.requests) }
    var connections: Int { state.withLock(\.connections) }

    func connected(_ change: Int) { state.withLock { $0.connections += change } }

    func answer(to request: ReceivedRequest) -> Answer {
        state.withLock { state in
            state.requests.append(request)
            return state.answers.count > 1 ? state.answers.removeFirst() : state.answers.first ?? .silence
        }
    }
}
