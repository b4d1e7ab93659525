import RedisClient

extension RemoteTier {
    /// So many keys at most in one pipeline.
    private static let batch = 1000

    /// Gives tags new generations, for all processes.
    ///
    /// - Parameter row: of the outbox, which is marked as applied.
    /// - Returns: whether it has certainly happened. If not, Redis isn't believed until it has been made up for.
    func invalidate(_ tags: [CacheTag], row: Int64?) async -> Bool {
        // Also where the breaker spares Redis: it may be asked again before it has heard of this.
        guard let term = trust.term, await apply(tags, rows: row.map { [$0] } ?? [], term), trust.holds(term) else {
            distrust()
            return false
        }
        return true
    }

    func apply(_ tags: [CacheTag], rows: [Int64], _ term: RemoteTrust.Term) async -> Bool {
        var commands = tags.map { setGeneration(names.generation($0)) } + rows.map(marking)
        while !commands.isEmpty {
            guard await perform(Array(commands.prefix(Self.batch)), term) != nil else { return false }
            commands.removeFirst(min(Self.batch, commands.count))
        }
        return true
    }

    /// After its generations, so that where the mark is, they are.
    private func marking(_ row: Int64) -> RedisCommand {
        let life = (outbox?.retention ?? 600_000) * 2
        return RedisCommand("SET", names.marker(row), "1", "PX", life)
    }

    /// Invalidates all there is, for all processes. What fails has to be made up for.
    func invalidateEverything() async -> Bool {
        guard let term = trust.term, await invalidateEverything(term), trust.holds(term) else {
            distrust()
            return false
        }
        return true
    }

    func invalidateEverything(_ term: RemoteTrust.Term) async -> Bool {
        await perform([setGeneration(names.everything)], term) != nil
    }

    func distrust() {
        if trust.lose() { wake() }
    }

    /// Which of the rows have been applied; nil when Redis can't be asked.
    func marked(_ rows: [OutboxView.Row]) async -> Set<Int64>? {
        guard let term = trust.term else { return nil }
        var marked: Set<Int64> = []
        var rest = rows[...]
        while !rest.isEmpty {
            let some = rest.prefix(Self.batch)
            do {
                let found = try await client.on(term.server).mget(some.map { names.marker($0.id) })
                for (row, value) in zip(some, found) where value != nil { marked.insert(row.id) }
            } catch {
                failed(error)
                return nil
            }
            rest = rest.dropFirst(Self.batch)
        }
        return trust.holds(term) ? marked : nil
    }
}
