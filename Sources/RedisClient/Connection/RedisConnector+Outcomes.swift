import Logging
import NIOCore
import Synchronization

extension RedisConnector {
    func becameReady(_ handler: RedisChannelHandler, _ server: RedisServerInfo) {
        guard case .opening(_, let current?) = stage, current === handler else { return }
        attemptTimer?.cancel()
        attemptTimer = nil
        stage = .ready(handler, since: .now())
        connections += 1
        logger.debug("Connected to Redis", metadata: ["address": "\(configuration.address)"])
        onEvent(.connected(server))
        pipe.queue.withLock { queue in
            queue.connection = server.reconnects
            queue.socket = handler.socket
            if !queue.phase.isEnding { queue.phase = .ready }
        }
        attend()
    }

    func attemptFailed(_ attempt: Int, _ error: RedisError) {
        guard case .opening(attempt, _) = stage else { return }
        attemptTimer?.cancel()
        attemptTimer = nil
        failures += 1
        if failures == 1 {
            logger.warning("Redis can't be reached", metadata: ["error": "\(error)"])
        }
        onEvent(.connectFailed(error))
        giveUpAll(.unreachable(error))
        pause()
    }

    /// A connection has ended, whoever ended it.
    func ended(_ handler: RedisChannelHandler, _ reason: RedisError) {
        switch stage {
        case .opening(let attempt, let current?) where current === handler:
            attemptFailed(attempt, Self.connectFailure(reason, configuration.address))
        case .ready(let current, let since) where current === handler: lost(reason, since: since)
        default: break
        }
    }

    private static func connectFailure(_ reason: RedisError, _ address: RedisAddress) -> RedisError {
        if reason.code == .connectFailed || reason.code == .unsupportedServer { return reason }
        return RedisError(
            .connectFailed, "No connection to Redis at \(address) could be set up. \(reason.message)",
            server: reason.server)
    }

    private func lost(_ reason: RedisError, since: NIODeadline) {
        let isOutage = since + Self.shortestUsefulLife > .now()
        failures = isOutage ? failures + 1 : 0
        stage = .idle
        logger.info("The connection to Redis ended", metadata: ["reason": "\(reason)"])
        onEvent(.disconnected(reason))
        let (lost, isEnding) = pipe.queue.withLock { queue in
            if !queue.phase.isEnding { queue.phase = .waiting }
            queue.socket = nil
            return (queue.loseSent(), queue.phase.isEnding)
        }
        for given in lost { given.waiter.resume(.failure(given.wasSent ? .lost(reason) : .otherConnection)) }
        guard !isEnding else { return finish() }
        if isOutage { pause() } else { open() }
    }

    /// Another attempt, later.
    private func pause() {
        guard !pipe.queue.withLock({ $0.phase.isEnding }) else { return finish() }
        let pause = configuration.backoff.pause(after: failures, using: &random)
        stage = .pausing(
            loop.assumeIsolated().scheduleTask(in: TimeAmount(pause)) { [weak self] in self?.open() })
        attend()
    }

    /// The commands that wait fail, and those that come fail at once, until there is a connection.
    private func giveUpAll(_ failure: CommandFailure) {
        let all = pipe.queue.withLock { queue in
            if case .unreachable(let error) = failure, !queue.phase.isEnding { queue.phase = .unreachable(error) }
            return queue.loseAll()
        }
        for given in all { given.waiter.resume(.failure(failure)) }
    }

    /// What stands behind the address was the master, and no longer is. Who is now answers on a new connection.
    func becameReadOnly(_ handler: RedisChannelHandler) {
        guard case .ready(let current, _) = stage, current === handler else { return }
        let isFree = pipe.queue.withLock { queue in
            if !queue.phase.isEnding { queue.phase = .leaving }
            return queue.sent == 0
        }
        if isFree { leave(handler) }
    }

    func pushed(_ push: RedisPush) { onEvent(.push(push)) }

    func leave(_ handler: RedisChannelHandler) {
        handler.end(
            RedisError(
                .connectionLost,
                "Redis at \(configuration.address) is a read-only replica; the client connects anew to find the master."
            ))
    }
}

extension CommandQueue.Phase {
    var isEnding: Bool {
        switch self {
        case .closing, .closed: true
        case .waiting, .ready, .leaving, .unreachable: false
        }
    }
}
