import CLibpq
import Dispatch
import Foundation
import Synchronization

/// What it takes to ask the server to cancel what a connection is doing.
final class CancelToken: @unchecked Sendable {
    // @unchecked: a PGcancel is immutable, and libpq documents PQcancel as callable from any thread.
    private let cancel: OpaquePointer

    init?(_ connection: OpaquePointer) {
        guard let cancel = PQgetCancel(connection) else { return nil }
        self.cancel = cancel
    }

    deinit { PQfreeCancel(cancel) }

    /// Sends the request and blocks until the server has acted on it. A stopped server may block it for ever.
    fileprivate func send() {
        var message = [CChar](repeating: 0, count: 256)
        _ = PQcancel(cancel, &message, Int32(message.count))
    }
}

/// Some threads for the blocking `PQcancel`, so that a server which doesn't answer holds up nothing else. They are made
/// when they are needed, and libpq's keepalives end those whose peer is lost.
final class CancelThreads: Sendable {
    static let shared = CancelThreads()

    private static let maximalThreads = 32
    private static let maximalQueue = 1024

    private struct State {
        var queue: [(CancelToken, @Sendable () -> Void)] = []
        var threads = 0
        var idle = 0
    }

    private let state = Mutex(State())
    private let available = DispatchSemaphore(value: 0)

    /// Sends a cancel request; `completion` is called when the server has acted on it.
    /// - Returns: false if too many requests are waiting already; then `completion` is never called.
    func send(_ token: CancelToken, completion: @escaping @Sendable () -> Void) -> Bool {
        let (accepted, startsThread) = state.withLock { state in
            guard state.queue.count < Self.maximalQueue else { return (false, false) }
            state.queue.append((token, completion))
            guard state.idle < state.queue.count, state.threads < Self.maximalThreads else { return (true, false) }
            state.threads += 1
            return (true, true)
        }
        guard accepted else { return false }
        available.signal()
        if startsThread {
            let thread = Thread { self.run() }
            thread.stackSize = 256 << 10
            thread.start()
        }
        return true
    }

    private func run() {
        while true {
            state.withLock { $0.idle += 1 }
            _ = available.wait(timeout: .now() + 10)
            let next: (CancelToken, @Sendable () -> Void)? = state.withLock { state in
                state.idle -= 1
                guard !state.queue.isEmpty else {
                    state.threads -= 1
                    return nil
                }
                return state.queue.removeFirst()
            }
            guard let (token, completion) = next else { return }
            token.send()
            completion()
        }
    }
}
