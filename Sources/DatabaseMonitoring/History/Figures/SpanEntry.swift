/// The figures of one series in one span of time: a sample, a minute, an hour.
struct SpanEntry: Hashable {
    /// Its number in ``HistoryKeys``.
    let key: UInt32
    /// How many samples it is of; stops at 65,535.
    private(set) var count: UInt16
    private(set) var minimum: Float
    private(set) var mean: Float
    private(set) var maximum: Float

    init(key: UInt32, value: Float) {
        (self.key, count, minimum, mean, maximum) = (key, 1, value, value, value)
    }

    /// Nil for figures that can't be.
    init?(key: UInt32, count: UInt16, minimum: Float, mean: Float, maximum: Float) {
        guard count > 0, minimum.isFinite, maximum.isFinite, minimum <= mean, mean <= maximum else { return nil }
        self.key = key
        (self.count, self.minimum, self.mean, self.maximum) = (count, minimum, mean, maximum)
    }

    mutating func fold(_ other: SpanEntry) {
        let (own, others) = (Double(count), Double(other.count))
        let folded = Double(mean) + (Double(other.mean) - Double(mean)) * (others / (own + others))
        minimum = min(minimum, other.minimum)
        maximum = max(maximum, other.maximum)
        mean = min(max(Float(folded), minimum), maximum)
        count = count.addingReportingOverflow(other.count).overflow ? .max : count + other.count
    }
}

extension [SpanEntry] {
    /// Both are sorted by key, and so is the result.
    func folding(_ others: [SpanEntry]) -> [SpanEntry] {
        var folded: [SpanEntry] = []
        folded.reserveCapacity(Swift.max(count, others.count))
        var (own, other) = (0, 0)
        while own < count || other < others.count {
            if other == others.count || (own < count && self[own].key < others[other].key) {
                folded.append(self[own])
                own += 1
            } else if own == count || others[other].key < self[own].key {
                folded.append(others[other])
                other += 1
            } else {
                folded.append(self[own])
                folded[folded.count - 1].fold(others[other])
                (own, other) = (own + 1, other + 1)
            }
        }
        return folded
    }
}
