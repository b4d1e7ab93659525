/// What is in which slot of which ring, kept in memory: 16 bytes a slot.
struct SpanDirectory {
    struct Span: Hashable {
        /// See ``HistoryRing``.
        let number: Int64
        /// When it begins, in milliseconds since 1970.
        let time: Int64
    }

    let rings: HistoryRings
    private var slots: [[Span?]]
    /// Of the sample that was written last, whatever its time.
    private(set) var newest: Span?

    init(_ rings: HistoryRings) {
        self.rings = rings
        slots = rings.all.map { Array(repeating: nil, count: Int($0.capacity)) }
    }

    mutating func set(_ span: Span, in tier: HistoryTier) {
        slots[Int(tier.rawValue)][Int(rings[tier].slot(span.number))] = span
        if tier == .sample, span.number >= newest?.number ?? 0 { newest = span }
    }

    func span(_ number: Int64, in tier: HistoryTier) -> Span? {
        let span = slots[Int(tier.rawValue)][Int(rings[tier].slot(number))]
        return span?.number == number ? span : nil
    }

    /// Those that begin within `times`, in the order of their times.
    func spans(in tier: HistoryTier, _ times: ClosedRange<Int64>) -> [Span] {
        slots[Int(tier.rawValue)].compactMap { $0 }.filter { times.contains($0.time) }.sorted { $0.time < $1.time }
    }
}
