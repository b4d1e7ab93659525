public import Foundation

extension MetricsHistory {
    /// The series of some keys, in the order of `keys`; those without a point are missing. A time without samples has no
    /// point. Takes milliseconds: it reads one row for each span of the tier that answers, 1,441 at most by default.
    ///
    /// It reads the tier whose spans are as long as the points are apart, or are shorter: single samples, minutes or hours.
    /// Where there are more spans than `points`, neighbours become one: of their minima the least, of their maxima the
    /// greatest, and the mean of all samples.
    ///
    /// - Parameters:
    ///   - keys: at most 100 are looked at.
    ///   - points: the most for each series, from 1 to 10,000. The point of a span begins with the span; one alone is of all
    ///     of the time.
    public func series(keys: [String], from start: Date, to end: Date, points: Int) -> [HistorySeries] {
        var seen: Set<String> = []
        let asked = Array(keys.filter { seen.insert($0).inserted }.prefix(100))
        let (first, last) = (HistoryTime.clamped(start), HistoryTime.clamped(end))
        guard first <= last, !asked.isEmpty else { return [] }
        openOnce()
        let plan = plan(first...last, points: points)
        var builders = asked.map { _ in SeriesBuilder(plan) }
        read { store in
            let numbers = asked.map { store.keys.byName[$0]?.number }
            try store.read(plan, numbers) { builders[$0].add($1, at: $2) }
        }
        samples.eachValue(of: asked) { index, time, value in
            // It only has to be in the right span.
            let time = plan.isOfSingleSamples ? time : time / rings[plan.tier].span * rings[plan.tier].span
            builders[index].add(SpanEntry(key: 0, value: value), at: time)
        }
        return zip(asked, builders).compactMap { key, builder in
            let points = builder.points
            guard !points.isEmpty else { return nil }
            return HistorySeries(key: key, step: Double(plan.step) / 1000, points: points)
        }
    }

    /// The names of the series that begin with `prefix`, sorted.
    public func keys(prefix: String = "") -> [String] {
        let written = read { Array($0.keys.byName.keys) } ?? []
        return Set(written + samples.names).filter { $0.hasPrefix(prefix) }.sorted()
    }

    private func plan(_ times: ClosedRange<Int64>, points: Int) -> SeriesPlan {
        let written = store?.directory.spans(in: .sample, times).count ?? 0
        let waiting = samples.samples.count { times.contains($0.time) }
        let newest = samples.samples.last?.time ?? store?.directory.newest?.time ?? times.upperBound
        return SeriesPlan(times, points: points, rings: rings, newest: newest, samples: written + waiting)
    }
}

extension HistoryStore {
    /// Hands the entries of some keys to `body`, with the key's index in `numbers`.
    func read(
        _ plan: SeriesPlan, _ numbers: [UInt32?], _ body: (_ index: Int, SpanEntry, _ time: Int64) -> Void
    ) throws(SQLiteError) {
        var places = [Int](repeating: 0, count: numbers.count)
        for span in directory.spans(in: plan.tier, plan.times) {
            let blob = try self.body(of: span, in: plan.tier)
            for (index, number) in numbers.enumerated() {
                guard let number, let entry = blob.entry(of: number, place: &places[index]) else { continue }
                body(index, entry, span.time)
            }
        }
    }
}
