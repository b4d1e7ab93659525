import Synchronization

/// Where the applications of a process listen, as soon as they do.
final class PortBoard: Sendable {
    let cached = Port()
    let uncached = Port()
    let fixed = Port()

    final class Port: Sendable {
        private enum State {
            case unknown([CheckedContinuation<Int, Never>])
            case known(Int)
        }

        private let state = Mutex(State.unknown([]))

        func show(_ port: Int) {
            let waiting = state.withLock { state in
                guard case .unknown(let waiting) = state else { return [CheckedContinuation<Int, Never>]() }
                state = .known(port)
                return waiting
            }
            for continuation in waiting { continuation.resume(returning: port) }
        }

        var number: Int {
            get async {
                await withCheckedContinuation { continuation in
                    let known: Int? = state.withLock { state in
                        switch state {
                        case .known(let port): return port
                        case .unknown(let waiting):
                            state = .unknown(waiting + [continuation])
                            return nil
                        }
                    }
                    if let known { continuation.resume(returning: known) }
                }
            }
        }
    }
}
