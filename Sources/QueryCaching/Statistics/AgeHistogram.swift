/// How old values were when they were served: counts in buckets whose bounds double.
public struct AgeHistogram: Sendable, Equatable {
    /// The first bucket ends at one millisecond, each further one at twice as much; the last has no end (9 hours).
    public static let buckets = 26

    /// One in so many values served from memory is looked at.
    public static let sampling = 16

    public private(set) var counts = [Int](repeating: 0, count: buckets)

    public init() {}

    mutating func record(nanoseconds: Int64) { counts[Self.bucket(nanoseconds)] += 1 }

    static func bucket(_ nanoseconds: Int64) -> Int {
        let milliseconds = UInt64(max(0, nanoseconds) / 1_000_000)
        return min(buckets - 1, UInt64.bitWidth - milliseconds.leadingZeroBitCount)
    }

    /// The upper bound of a bucket; nil for the last.
    public static func bound(_ bucket: Int) -> Duration? {
        bucket < buckets - 1 ? .milliseconds(1 << bucket) : nil
    }

    public var total: Int { counts.reduce(0, +) }

    /// The bound below which at least this share of the values were; nil when there are none, or it has no bound.
    public func quantile(_ share: Double) -> Duration? {
        let wanted = Int((Double(total) * share).rounded(.up))
        guard wanted > 0 else { return nil }
        var seen = 0
        for (bucket, count) in counts.enumerated() {
            seen += count
            if seen >= wanted { return Self.bound(bucket) }
        }
        return nil
    }
}
