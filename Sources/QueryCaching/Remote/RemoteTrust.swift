import RedisClient
import Synchronization

/// Whether what Redis says may be believed: only while one connection stands on which all invalidations of the outbox
/// have been made up for, and none of this process has failed since.
final class RemoteTrust: Sendable {
    struct State: Equatable {
        /// Counts the connections and losses of trust. What was sent under one number says nothing under another.
        var term: UInt64 = 0
        /// Nil without a connection.
        var server: RedisServerInfo?
        var isTrusted = false
        var breaker: CircuitBreaker
        /// This term, made once for all who ask under it; nil without a connection.
        fileprivate var current: Term?

        /// - Parameter server: nil when there is no connection.
        fileprivate mutating func begin(_ server: RedisServerInfo?) {
            term += 1
            (self.server, isTrusted) = (server, false)
            current = server.map { Term(number: term, server: $0) }
        }
    }

    private let state: Mutex<State>

    init(threshold: Int) { state = Mutex(State(breaker: CircuitBreaker(threshold: threshold))) }

    var now: State { state.withLock { $0 } }

    /// A connection, and what counts on it.
    final class Term: Sendable, Equatable {
        let number: UInt64
        let server: RedisServerInfo

        init(number: UInt64, server: RedisServerInfo) { (self.number, self.server) = (number, server) }

        static func == (a: Term, b: Term) -> Bool { a === b }
    }

    /// The term under which Redis may be asked; nil when it may not.
    var term: Term? {
        state.withLock { state in
            guard state.isTrusted, state.breaker.state == .closed else { return nil }
            return state.current
        }
    }

    /// The connection there is, trusted or not; nil when there is none, or the breaker spares it.
    var connection: Term? {
        state.withLock { state in
            guard state.breaker.state == .closed else { return nil }
            return state.current
        }
    }

    /// Whether the connection of a term is still the same.
    func stands(_ term: Term) -> Bool {
        state.withLock { $0.server?.reconnects == term.server.reconnects }
    }

    /// Whether a reply to what was asked under `term` may be believed.
    func holds(_ term: Term) -> Bool { state.withLock { $0.isTrusted && $0.term == term.number } }

    func connected(_ server: RedisServerInfo) {
        state.withLock { $0.begin(server) }
    }

    func disconnected() {
        state.withLock { $0.begin(nil) }
    }

    /// An invalidation may not have arrived.
    ///
    /// - Returns: whether trust has to be won again now.
    func lose() -> Bool {
        state.withLock { state in
            state.begin(state.server)
            return state.server != nil
        }
    }

    /// All has been made up for. Ignored when the connection was lost in between.
    ///
    /// - Returns: whether it is trusted now.
    func win(_ term: Term) -> Bool {
        state.withLock { state in
            guard state.server != nil, state.term == term.number else { return false }
            state.isTrusted = true
            return true
        }
    }

    /// The term under which trust has to be won; nil when it needn't or can't.
    var awaited: Term? {
        state.withLock { state in
            guard !state.isTrusted else { return nil }
            return state.current
        }
    }

    /// Whether trust is still to be won under `term`.
    func isAwaited(_ term: Term) -> Bool {
        state.withLock { $0.server != nil && $0.term == term.number && !$0.isTrusted }
    }

    func succeeded() { state.withLock { $0.breaker.succeeded() } }

    func failed() { _ = state.withLock { $0.breaker.failed() } }
}
