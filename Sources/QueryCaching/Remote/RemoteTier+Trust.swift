import Logging
import NIOCore
import Postgres
import RedisClient

extension RemoteTier {
    /// Asks for signs of life, each of which proves that all invalidations before it have arrived.
    func beat() async {
        while !Task.isCancelled {
            let (epoch, begin) = (verification.currentEpoch, clock.now)
            if trust.now.server != nil {
                do {
                    try await client.ping(timeout: heartbeat * 3 / 4)
                    verification.verified(
                        epoch: epoch, until: begin.advancedClamping(by: heartbeat.inNanoseconds))
                    trust.succeeded()
                } catch {
                    failed(error)
                }
            }
            try? await Task.sleep(for: heartbeat / 4)
        }
    }

    /// Makes up for the invalidations that this Redis may have missed, whoever wrote them: what it says about itself
    /// (up to where the outbox has been applied to it) is true also after it has lost its last writes, or another
    /// server has taken its place. Not while a poll of the outbox is under way.
    func winTrust(_ term: RemoteTrust.Term) async -> Bool {
        guard let outbox else { return await invalidateEverything(term) && trust.win(term) }
        let redis = client.on(term.server)
        do {
            let position = try await redis.get(names.applied).flatMap { OutboxPosition(text: String(buffer: $0)) }
            let view = try await outbox.read(after: position)
            if let position, position.reaches(view, retention: outbox.retention), !view.isCut {
                for tag in view.tags { generations.advance(tag) }
                guard await apply(view.tags, rows: view.rows.map(\.id), term) else { return false }
            } else {
                generations.advanceAll()
                guard await invalidateEverything(term), await apply([], rows: view.rows.map(\.id), term) else {
                    return false
                }
            }
            guard trust.isAwaited(term) else { return false }
            try await redis.set(names.applied, OutboxPosition(view).text)
            guard trust.win(term) else { return false }
            logger.debug("the cache uses Redis")
            return true
        } catch {
            failed(error)
            return false
        }
    }
}
