import Logging
import RedisClient

/// Applies what others wrote to the outbox, and wins Redis's trust back: one after the other, so that no row falls
/// between the two.
struct OutboxFollower: Sendable {
    let outbox: Outbox?
    let remote: RemoteTier?
    let generations: GenerationTable
    let counts: CacheCounts
    let logger: Logger

    /// Goes on until the task is cancelled.
    func run() async {
        let interval = outbox?.interval ?? .seconds(1)
        await withDiscardingTaskGroup { group in
            let (ticks, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
            if let calls = remote?.calls {
                group.addTask { for await _ in calls { continuation.yield() } }
            }
            group.addTask {
                while (try? await Task.sleep(for: interval)) != nil { continuation.yield() }
                continuation.finish()
            }
            continuation.yield()
            for await _ in ticks where !Task.isCancelled { await once() }
        }
    }

    func once() async {
        if let remote, let term = remote.trust.awaited { _ = await remote.winTrust(term) }
        guard let outbox else { return }
        do {
            try await follow(outbox)
            try await outbox.clean()
        } catch {
            counts.pollFailed()
            logger.debug("the cache can't read its outbox", metadata: ["error": "\(error)"])
        }
    }

    private func follow(_ outbox: Outbox) async throws {
        let former = outbox.position
        let term = remote?.trust.term
        let view = try await outbox.read(after: former)
        let position = OutboxPosition(view)
        guard former?.reaches(view, retention: outbox.retention) ?? true, !view.isCut else {
            _ = await remote?.invalidateEverything()
            generations.advanceAll()
            return outbox.move(to: position)
        }
        try await apply(view.rows.filter { !outbox.wasToldHere($0.id) }, isFirst: former == nil)
        outbox.move(to: position)
        if let remote, let term, remote.trust.holds(term) {
            _ = try? await remote.client.on(term.server).set(remote.names.applied, position.text)
        }
    }

    private func apply(_ rows: [OutboxView.Row], isFirst: Bool) async throws {
        guard !rows.isEmpty else { return }
        // Where the mark is, a push came before it.
        let marked = await remote?.marked(rows)
        let news = rows.filter { marked?.contains($0.id) != true }
        guard !news.isEmpty else { return }
        let tags = Set(news.flatMap(\.tags)).map { CacheTag(name: $0) }
        // After Redis, as for own invalidations.
        defer { for tag in tags { generations.advance(tag) } }
        if !isFirst { counts.outboxRows(news.count) }
        guard let remote, remote.trust.now.isTrusted else { return }
        // What can't be applied now has to be made up for.
        guard marked != nil, let term = remote.trust.term, await remote.apply(tags, rows: news.map(\.id), term),
            remote.trust.holds(term)
        else { return remote.distrust() }
    }
}
