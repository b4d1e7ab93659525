import Logging
import PostgresDatabase
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
            // Beside it: writing and deleting may take longer than others may wait for what is new.
            if let outbox {
                group.addTask {
                    while (try? await Task.sleep(for: interval)) != nil {
                        await payDebt(outbox)
                        await clean(outbox)
                    }
                }
            }
            continuation.yield()
            for await _ in ticks where !Task.isCancelled { await once() }
        }
    }

    func once() async {
        do {
            if let outbox, outbox.position == nil {
                // What lies before it is Redis's business; what was stored here before may have missed something.
                outbox.move(to: try await outbox.readPosition())
                generations.advanceAll()
            }
        } catch {
            return failed(error)
        }
        if let remote, let term = remote.trust.awaited {
            do { _ = try await remote.winTrust(term) } catch { failed(error) }
        }
        guard let outbox else { return }
        do {
            try await follow(outbox)
        } catch {
            failed(error)
        }
    }

    /// Writes what couldn't be written when it was invalidated. It is news to all processes then, this one too.
    private func payDebt(_ outbox: Outbox) async {
        guard let owed = remote?.owed else { return }
        let debt = owed.all
        guard !debt.tags.isEmpty else { return }
        do {
            _ = try await outbox.database.transaction { try await OutboxTable.write(debt.tags, $0) }
            owed.settle(debt)
        } catch {
            failed(error)
        }
    }

    private func clean(_ outbox: Outbox) async {
        do { try await outbox.clean() } catch { failed(error) }
    }

    private func failed(_ error: any Error) {
        counts.pollFailed()
        logger.debug("the cache can't read its outbox", metadata: ["error": "\(error)"])
    }

    private func follow(_ outbox: Outbox) async throws {
        guard let former = outbox.position else { return }
        let term = remote?.trust.term
        let view = try await outbox.read(after: former)
        let position = OutboxPosition(view)
        let isReached = former.reaches(view, retention: outbox.retention) && !view.isCut
        if isReached {
            let others = view.rows.filter { !outbox.wasToldHere($0.id) }
            if let remote { remote.counts.delays.looked(others, at: remote.clock.now) }
            await apply(others)
        } else {
            await apply(tags: [.everything], rows: [])
        }
        outbox.move(to: position)
        if let remote, let term, remote.trust.holds(term) {
            _ = try? await remote.client.on(term.server).set(remote.names.applied, position.text)
        }
    }

    private func apply(_ rows: [OutboxView.Row]) async {
        guard !rows.isEmpty else { return }
        // Where the mark is, a push came, or is on its way.
        let marked = await remote?.marked(rows)
        let news = rows.filter { marked?.contains($0.id) != true }
        guard !news.isEmpty else { return }
        counts.outboxRows(news.count)
        await apply(tags: Set(news.flatMap(\.tags)).map { CacheTag(name: $0) }, rows: news.map(\.id))
    }

    private func apply(tags: [CacheTag], rows: [Int64]) async {
        // Trust that isn't there is won by what was missed, these among it.
        if let remote, remote.trust.now.isTrusted {
            let term = remote.trust.term
            let isApplied = if let term { await remote.apply(tags, rows: rows, term) } else { false }
            if let term, isApplied, remote.trust.holds(term) {} else { remote.distrust() }
        }
        // After Redis, as for own invalidations.
        for tag in tags { generations.advance(tag) }
    }
}
