extension HistoryStore {
    /// Writes samples, in one transaction, to all tiers: none has to be completed after a crash.
    ///
    /// A sample takes the next place among samples. In minutes and hours it is folded into what is there of the same
    /// minute or hour, and takes the place of what is there of any other, older or newer: the clock of who writes last is
    /// right.
    ///
    /// - Returns: how many values had no place among the keys.
    func write(_ samples: ArraySlice<PendingSamples.Sample>, names: [String]) throws(SQLiteError) -> Int {
        var dropped = 0
        try write { () throws(SQLiteError) in
            for sample in samples { dropped += try write(sample, names) }
        }
        return dropped
    }

    private func write(_ sample: PendingSamples.Sample, _ names: [String]) throws(SQLiteError) -> Int {
        let (numbers, changes) = keys.numbers(of: sample.values.map { names[Int($0.name)] }, at: sample.time)
        for change in changes { try write(change) }
        let entries = zip(numbers, sample.values)
            .compactMap { number, held in number.map { SpanEntry(key: $0, value: held.value) } }
            .sorted { $0.key < $1.key }
        let number = directory.newest.map { $0.number + 1 } ?? 0
        try set(entries, of: SpanDirectory.Span(number: number, time: sample.time), in: .sample)
        try fold(entries, at: sample.time, in: .minute)
        try fold(entries, at: sample.time, in: .hour)
        return sample.values.count - entries.count
    }

    private func write(_ change: HistoryKeys.Change) throws(SQLiteError) {
        switch change {
        case .added(let name, let key):
            try statements.setKey.run(.integer(Int64(key.number)), .text(name), .integer(key.lastWritten))
        case .refreshed(let key):
            try statements.refreshKey.run(.integer(key.lastWritten), .integer(Int64(key.number)))
        case .removed(let number):
            try statements.removeKey.run(.integer(Int64(number)))
        }
    }

    private func fold(_ entries: [SpanEntry], at time: Int64, in tier: HistoryTier) throws(SQLiteError) {
        let ring = directory.rings[tier]
        let span = SpanDirectory.Span(number: time / ring.span, time: time / ring.span * ring.span)
        guard directory.span(span.number, in: tier) != nil else { return try set(entries, of: span, in: tier) }
        let there = try body(of: span, in: tier).entries
        try set(there.folding(entries), of: span, in: tier)
    }

    private func set(
        _ entries: [SpanEntry], of span: SpanDirectory.Span, in tier: HistoryTier
    ) throws(SQLiteError) {
        try statements.setSpan.run(
            .integer(place(of: span, in: tier)), .integer(span.number), .integer(span.time),
            .blob(SpanBlob(entries, tier: tier).bytes))
        directory.set(span, in: tier)
    }

    private func place(of span: SpanDirectory.Span, in tier: HistoryTier) -> Int64 {
        let ring = directory.rings[tier]
        return ring.firstPlace + ring.slot(span.number)
    }

    func body(of span: SpanDirectory.Span, in tier: HistoryTier) throws(SQLiteError) -> SpanBlob {
        var bytes: [UInt8] = []
        try statements.span.eachRow(.integer(place(of: span, in: tier))) { row in bytes = row.blob(0) }
        return SpanBlob(bytes, tier: tier)
    }
}
