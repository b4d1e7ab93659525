import Postgres

/// How long something took, or how old it was: counts in buckets whose bounds double.
public struct DurationHistogram: Sendable, Equatable {
    /// The last bucket has no bound.
    public static let buckets = 26

    /// The bound of the first bucket; each further one's is twice as large.
    public let finest: Duration
    public private(set) var counts = [Int](repeating: 0, count: buckets)
    /// Of all that was recorded.
    public private(set) var sum: Duration = .zero

    /// - Parameter finest: above zero.
    public init(finest: Duration) { self.finest = max(finest, .nanoseconds(1)) }

    mutating func record(nanoseconds: Int64) {
        let time = max(0, nanoseconds)
        counts[bucket(time)] += 1
        sum += .nanoseconds(time)
    }

    private func bucket(_ nanoseconds: Int64) -> Int {
        let units = UInt64(nanoseconds / finest.inNanoseconds)
        return min(Self.buckets - 1, UInt64.bitWidth - units.leadingZeroBitCount)
    }

    /// The upper bound of a bucket; nil for the last.
    public func bound(_ bucket: Int) -> Duration? {
        bucket < Self.buckets - 1 ? finest * (1 << bucket) : nil
    }

    public var total: Int { counts.reduce(0, +) }

    /// The bound below which at least this share of what was recorded is; nil when there is none, or it has no bound.
    public func quantile(_ share: Double) -> Duration? {
        let wanted = Int((Double(total) * share).rounded(.up))
        guard wanted > 0 else { return nil }
        var seen = 0
        for (bucket, count) in counts.enumerated() {
            seen += count
            if seen >= wanted { return bound(bucket) }
        }
        return nil
    }

    /// - Parameter other: with the same `finest`.
    static func += (sum: inout DurationHistogram, other: DurationHistogram) {
        for bucket in 0..<buckets { sum.counts[bucket] += other.counts[bucket] }
        sum.sum += other.sum
    }
}
