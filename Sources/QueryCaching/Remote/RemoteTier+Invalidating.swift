import RedisClient

extension RemoteTier {
    /// So many keys at most in one pipeline.
    private static let batch = 1000

    /// Gives tags new generations, for all processes.
    ///
    /// - Parameter row: of the outbox, which is marked as applied.
    /// - Returns: whether it has certainly happened. If not, Redis isn't believed until it has been made up for.
    func invalidate(_ tags: [CacheTag], row: Int64?) async -> Bool {
        // Also while trust is being won: it must not be lost again by every write meanwhile.
        guard let term = trust.connection, await apply(tags, rows: row.map { [$0] } ?? [], term), trust.stands(term)
        else {
            distrust()
            return false
        }
        return true
    }

    func apply(_ tags: [CacheTag], rows: [Int64], _ term: RemoteTrust.Term) async -> Bool {
        let generations = tags.map { tag in
            setGeneration(tag == .everything ? names.everything : names.generation(tag))
        }
        // Marks after all generations, so that where a mark is, they are.
        for commands in [generations, rows.map(marking)] {
            var rest = commands[...]
            while !rest.isEmpty {
                guard await perform(Array(rest.prefix(Self.batch)), term) != nil else { return false }
                rest = rest.dropFirst(Self.batch)
            }
        }
        return true
    }

    private func marking(_ row: Int64) -> RedisCommand {
        RedisCommand("SET", names.marker(row), "1", "PX", (outbox?.retention ?? 600_000) * 2)
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
