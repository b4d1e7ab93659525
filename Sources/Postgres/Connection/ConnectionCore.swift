import CLibpq
import Logging
import Synchronization

/// What a connection's handle and its event loop share: the locked session and the watching of its socket.
final class ConnectionCore: @unchecked Sendable {
    // @unchecked: `watcher` is touched only on the loop's thread; everything else is behind a lock.
    private let session: Mutex<Session>
    /// Set before anybody is told that it was lost.
    let isClosed = Atomic(false)
    let loop: EventLoop
    private let notices: NoticeRecorder
    private var watcher: SocketWatcher?
    private let ending = Mutex(Ending())

    private struct Ending {
        var hasEnded = false
        var isReleased = false
        var reason: PostgresError?
        var handlers: [@Sendable (PostgresError?) -> Void] = []
        var waiters: [UnsafeContinuation<Void, Never>] = []
    }

    init(handle: OpaquePointer, configuration: ConnectionConfiguration, loop: EventLoop, logger: Logger) {
        self.loop = loop
        notices = NoticeRecorder(logger: logger)
        notices.attach(to: handle)
        session = Mutex(
            Session(
                handle: handle, statementCacheSize: configuration.statementCacheSize,
                limits: Session.Limits(
                    cancelTimeout: configuration.cancelTimeout,
                    maximalResultBytes: configuration.maxResultBytes,
                    preparesStatements: configuration.preparesStatements),
                notices: notices))
        let socket = PQsocket(handle)
        loop.submit { self.start(socket) }
    }

    /// Looks at the session without changing anything.
    func read<R: Sendable>(_ body: (borrowing Session) -> R) -> R { session.withLock { body($0) } }

    /// Works on the session with the lock held, then carries out the effects without it.
    func withSession<R: Sendable>(_ body: (inout Session) -> R) -> R {
        let (result, effects) = session.withLock { session in (body(&session), session.takeEffects()) }
        carryOut(effects)
        return result
    }

    private func carryOut(_ effects: Session.Effects) {
        if effects.lost != nil { isClosed.store(true, ordering: .releasing) }
        for waiter in effects.wakeUps { waiter.resume() }
        for waiter in effects.answers { waiter.resume() }
        if let token = effects.cancel {
            let accepted = CancelThreads.shared.send(token) { self.withSession { $0.cancelEnded() } }
            if !accepted { withSession { $0.lose(.tooManyCancels) } }
        }
        if let reason = effects.lost {
            end(reason)
        } else if effects.interestChanged {
            loop.submit { self.updateInterest() }
        }
    }

    // MARK: On the loop's thread

    private func start(_ socket: Int32) {
        guard read({ $0.handle != nil && $0.closeReason == nil }) else { return }
        watcher = SocketWatcher(socket, on: loop) { [weak self] ready in self?.ready(ready) }
        guard watcher != nil else {
            return withSession { $0.lose(.unwatchable) }
        }
        updateInterest()
        loop.startTicking(self) { [weak self] in self?.withSession { $0.tick(.now) } }
    }

    private func ready(_ ready: SocketWatcher.Interest) {
        withSession { session in
            if ready.contains(.writable) { session.flush() }
            if ready.contains(.readable) { session.receive() }
        }
    }

    private func updateInterest() {
        guard let watcher else { return }
        let (reads, writes) = read { ($0.isReading, $0.hasUnsentData) }
        var interest: SocketWatcher.Interest = []
        if reads { interest.insert(.readable) }
        if writes { interest.insert(.writable) }
        watcher.watch(interest)
    }

    // MARK: Ending

    func whenClosed(_ handler: @escaping @Sendable (PostgresError?) -> Void) {
        let ended = ending.withLock { ending in
            if !ending.isReleased { ending.handlers.append(handler) }
            return ending.isReleased ? (true, ending.reason) : (false, nil)
        }
        if ended.0 { loop.submit { handler(ended.1) } }
    }

    func close() async {
        let closed = PostgresError(code: .connectionClosed, message: "The connection was closed.")
        withSession { $0.lose(closed) }
        await withUnsafeContinuation { continuation in
            let isReleased = ending.withLock { ending in
                if !ending.isReleased { ending.waiters.append(continuation) }
                return ending.isReleased
            }
            if isReleased { continuation.resume() }
        }
    }

    /// Nobody holds the connection any longer.
    func abandon() {
        withSession { $0.lose(PostgresError(code: .connectionClosed, message: "The connection was dropped.")) }
    }

    /// Stops watching, then frees libpq's connection, which tells the server and closes the socket.
    private func end(_ reason: PostgresError) {
        let first = ending.withLock { ending in
            defer { ending.hasEnded = true }
            if !ending.hasEnded { ending.reason = reason.code == .connectionClosed ? nil : reason }
            return !ending.hasEnded
        }
        guard first else { return }
        loop.submit { [self] in
            watcher?.stop()
            watcher = nil
            loop.stopTicking(ObjectIdentifier(self))
            session.withLock { session in
                if let handle = session.handle { PQfinish(handle) }
                session.handle = nil
            }
            let (handlers, waiters) = ending.withLock { ending in
                ending.isReleased = true
                defer { (ending.handlers, ending.waiters) = ([], []) }
                return (ending.handlers, ending.waiters)
            }
            for handler in handlers { handler(reason.code == .connectionClosed ? nil : reason) }
            for waiter in waiters { waiter.resume() }
        }
    }
}

extension PostgresError {
    fileprivate static let tooManyCancels = PostgresError(
        code: .connectionLost, message: "Too many cancel requests are waiting; the connection was closed.")
    fileprivate static let unwatchable = PostgresError(
        code: .connectionLost, message: "The connection's socket can't be watched; the connection was closed.")
}
