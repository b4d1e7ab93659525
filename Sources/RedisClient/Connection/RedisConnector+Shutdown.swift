import NIOCore
import Synchronization

extension RedisConnector {
    /// Takes nothing more, waits for the replies that are owed, and closes.
    func shutDown(within timeout: TimeAmount, _ promise: EventLoopPromise<Void>?) {
        if case .closed = stage {
            promise?.succeed()
            return
        }
        if let promise { whenClosed.append(promise) }
        pipe.queue.withLock { $0.phase = .closing }
        guard case .ready = stage else { return finish() }
        attend()
        if shutdownTimer == nil {
            shutdownTimer = loop.assumeIsolated().scheduleTask(in: timeout) { [weak self] in self?.finish() }
        }
        finishIfDone()
    }

    func finishIfDone() {
        let isDone = pipe.queue.withLock { queue in
            if case .closing = queue.phase { return queue.places.allSatisfy { $0.waiter == nil } }
            return false
        }
        if isDone { finish() }
    }

    /// Ends everything now.
    func finish() {
        if case .closed = stage { return }
        let former = stage
        stage = .closed
        for timer in [attemptTimer, lookTimer, shutdownTimer] { timer?.cancel() }
        let rest = pipe.queue.withLock { queue in
            queue.phase = .closed
            queue.socket = nil
            return queue.loseAll()
        }
        let error = RedisError(.closed, "The client of Redis at \(configuration.address) is shut down.")
        switch former {
        case .ready(let handler, _):
            onEvent(.disconnected(error))
            close(handler, error)
        case .opening(_, let handler?): close(handler, error)
        case .pausing(let timer):
            timer.cancel()
            closed()
        case .idle, .opening, .closed: closed()
        }
        for given in rest { given.waiter.resume(.failure(.closed(wasSent: given.wasSent))) }
    }

    private func close(_ handler: RedisChannelHandler, _ error: RedisError) {
        guard let channel = handler.context?.channel else { return closed() }
        channel.closeFuture.assumeIsolated().whenComplete { [self] _ in closed() }
        handler.end(error)
    }

    private func closed() {
        for promise in whenClosed { promise.succeed() }
        whenClosed = []
    }
}
