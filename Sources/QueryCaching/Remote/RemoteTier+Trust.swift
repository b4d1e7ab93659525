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
                    // One that was slower than a command may be doesn't end the sparing of Redis.
                    if clock.now - begin < client.configuration.commandTimeout.inNanoseconds { trust.succeeded() }
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
    ///
    /// - Throws: why the outbox couldn't be read: that says nothing about Redis.
    func winTrust(_ term: RemoteTrust.Term) async throws -> Bool {
        do {
            guard try await catchUp(term, with: owed.all.tags), trust.win(term) else { return false }
            logger.debug("the cache uses Redis")
            return true
        } catch let error as RedisError {
            failed(error)
            // The connection was told of before it takes commands.
            if !error.mayHaveRun, trust.isAwaited(term) {
                try? await Task.sleep(for: .milliseconds(5))
                wake()
            }
            return false
        }
    }

    private func catchUp(_ term: RemoteTrust.Term, with owed: [CacheTag]) async throws -> Bool {
        guard let outbox else { return await apply([.everything], rows: [], term) }
        let redis = client.on(term.server)
        let position = try await redis.get(names.applied).flatMap { OutboxPosition(text: String(buffer: $0)) }
        let view = try await outbox.read(after: position)
        let isReached = position?.reaches(view, retention: outbox.retention) ?? false
        let tags = isReached && !view.isCut ? CacheTag.canonical(view.tags + owed) : [.everything]
        guard await apply(tags, rows: view.rows.map(\.id), term), trust.isAwaited(term) else { return false }
        for tag in tags { generations.advance(tag) }
        try await redis.set(names.applied, OutboxPosition(view).text)
        return true
    }
}
