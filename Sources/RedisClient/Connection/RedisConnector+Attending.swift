import NIOCore
import Synchronization

extension RedisConnector {
    /// Looks at deadlines are at least so far apart.
    private static let shortestLook = TimeAmount.milliseconds(1)

    /// Sends what waits, if that can be, and sees to it that deadlines are kept.
    func attend() {
        var handler: RedisChannelHandler?
        if case .ready(let current, _) = stage, current.isWritable { handler = current }
        let now = NIODeadline.now()
        let (bytes, look) = pipe.queue.withLock { queue in
            queue.isAttended = false
            let bytes = handler == nil ? nil : queue.takeOutgoing(at: now)
            let look = queue.nextLook
            guard look < queue.armedFor else { return (bytes, NIODeadline?.none) }
            queue.armedFor = look
            return (bytes, look)
        }
        if let bytes { handler?.write(bytes) }
        if let look { arm(for: look, at: now) }
    }

    /// Writes what the socket didn't take from a caller. Errors are seen by this write, too.
    func goOn(writing rest: ByteBuffer, to socket: SocketWriter) {
        if case .ready(let handler, _) = stage, handler.socket === socket { handler.write(rest) }
        _ = pipe.queue.withLock { $0.callerHasWritten() }
        attend()
    }

    private func arm(for look: NIODeadline, at now: NIODeadline) {
        lookTimer?.cancel()
        lookTimer = loop.assumeIsolated().scheduleTask(deadline: max(look, now + Self.shortestLook)) { [weak self] in
            self?.look()
        }
    }

    /// Gives up what is late, and the connection, if it owes replies for too long.
    private func look() {
        lookTimer = nil
        let now = NIODeadline.now()
        let (late, isOverdue, next) = pipe.queue.withLock { queue in
            let late = queue.expire(at: now)
            let isOverdue = queue.isOverdue(at: now)
            let next = isOverdue ? queue.earliest : queue.nextLook
            queue.armedFor = next
            return (late, isOverdue, next)
        }
        for given in late { given.waiter.resume(.failure(.timedOut(wasSent: given.wasSent))) }
        if next < .distantFuture { arm(for: next, at: now) }
        if isOverdue, case .ready(let handler, _) = stage {
            handler.end(
                RedisError(
                    .connectionLost,
                    "Redis at \(configuration.address) owed replies and gave none for \(configuration.patience)."))
        }
        finishIfDone()
    }

    /// Called after replies were delivered.
    func answered() {
        guard case .ready(let handler, _) = stage else { return }
        let (isLeaving, isDone) = pipe.queue.withLock { queue in
            guard queue.sent == 0 else { return (false, false) }
            switch queue.phase {
            case .leaving: return (true, false)
            case .closing: return (false, queue.places.isEmpty)
            default: return (false, false)
            }
        }
        if isLeaving { leave(handler) }
        if isDone { finish() }
    }
}
