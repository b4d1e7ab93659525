import PostgresDatabase

extension QueryCache {
    /// Makes every value that has one of the tags unserved, in all processes.
    ///
    /// When it returns, no read of this process that begins afterwards sees an older value; other processes learn of it
    /// by Redis within milliseconds. What a transaction changes is better invalidated by it: see
    /// ``transaction(isolation:retries:fileID:line:_:)``, which survives the death of this process.
    ///
    /// - Throws: ``CacheError/Code/notTold`` when neither Redis nor the outbox could be told: this process is right,
    ///   others may serve what they have until it expires. Repeat it.
    public func invalidate(_ tags: CacheTag...) async throws { try await invalidate(tags) }

    /// As `invalidate(_:)` with separate tags.
    public func invalidate(_ tags: [CacheTag]) async throws {
        guard !tags.isEmpty else { return }
        // The caller's being cancelled mustn't keep others from being told.
        let wasTold = await Task.detached { await self.tell(tags) }.value
        invalidateHere(tags)
        guard wasTold else {
            throw CacheError(
                .notTold,
                "Other processes could not be told of an invalidation: neither Redis nor the database can be reached. "
                    + "This process serves nothing older; repeat the call for the others.")
        }
    }

    /// Invalidates every value, in all processes.
    ///
    /// - Throws: ``CacheError/Code/notTold``.
    public func invalidateEverything() async throws {
        defer { memory.removeAll() }
        try await invalidate([.everything])
    }

    /// After Redis has been told, not before: a read in between would take the former value from Redis, whose generations
    /// haven't changed there, and keep it under those that have changed here.
    func invalidateHere(_ tags: [CacheTag]) {
        for tag in tags { generations.advance(tag) }
        counts.invalidated(tags.count)
    }

    private func tell(_ tags: [CacheTag]) async -> Bool {
        let tags = CacheTag.canonical(tags)
        // The row first: it outlives a Redis that loses its last writes.
        var row: Int64?
        if let outbox { row = try? await outbox.database.transaction { try await OutboxTable.write(tags, $0) } }
        // Before Redis is tried: trust in it isn't won without them then. They are written as soon as that is possible.
        if outbox != nil, row == nil { remote?.owed.add(tags) }
        let wasHeard = await remote?.invalidate(tags, row: row) ?? true
        if wasHeard, let row { outbox?.isTold(row) }
        return row != nil || (remote == nil ? outbox == nil : wasHeard)
    }

    /// Tells others of what a transaction has invalidated, after it was committed.
    func tell(_ tags: [CacheTag], row: Int64?) async {
        guard let remote else {
            if let row { outbox?.isTold(row) }
            return
        }
        // What fails is made up for by the outbox.
        if await remote.invalidate(tags, row: row), let row { outbox?.isTold(row) }
    }
}
