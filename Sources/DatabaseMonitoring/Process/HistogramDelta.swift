/// What was recorded in a histogram between two moments.
///
/// ```swift
/// if let delta = HistogramDelta(from: earlier, to: later) {
///     print(delta.quantile(0.95) ?? 0, delta.rate(over: .seconds(10)))
/// }
/// ```
public struct HistogramDelta: Sendable, Hashable {
    public let bounds: [Double]
    /// One more than there are bounds; not cumulative, none negative.
    public private(set) var counts: [Int]
    public private(set) var sum: Double

    /// - Parameters:
    ///   - earlier: nil when there was none: the series is new.
    ///   - later: alone, if any count went down: what counts was started anew.
    /// - Returns: nil when the buckets are others, or aren't one more than their bounds.
    public init?(from earlier: MetricFamily.Histogram?, to later: MetricFamily.Histogram) {
        guard later.counts.count == later.bounds.count + 1, later.counts.allSatisfy({ $0 >= 0 }) else { return nil }
        (bounds, counts, sum) = (later.bounds, later.counts, later.sum)
        guard let earlier else { return }
        guard earlier.bounds == bounds, earlier.counts.count == counts.count else { return nil }
        let difference = zip(counts, earlier.counts).map { $0 - $1 }
        guard difference.allSatisfy({ $0 >= 0 }) else { return }
        (counts, sum) = (difference, later.sum - earlier.sum)
    }

    /// With what another series recorded in the same time; nil when its buckets are others.
    public func adding(_ other: HistogramDelta) -> HistogramDelta? {
        guard bounds == other.bounds else { return nil }
        var both = self
        both.counts = zip(counts, other.counts).map { $0 + $1 }
        both.sum += other.sum
        return both
    }

    public var count: Int { counts.reduce(0, +) }

    /// Nil when nothing was recorded.
    public var mean: Double? { count > 0 ? sum / Double(count) : nil }

    /// Values recorded a second. 0 when no time has passed.
    public func rate(over duration: Duration) -> Double {
        let seconds = duration / .seconds(1)
        return seconds > 0 ? Double(count) / seconds : 0
    }

    /// The value below which a part of those recorded is: 0.95 of them, by estimate.
    ///
    /// As Prometheus' `histogram_quantile` has it (`bucketQuantile` in its `promql/quantile.go`): within a bucket values
    /// are taken to be spread evenly, and the first begins at zero, unless its bound isn't above that. What is beyond
    /// the last bound is taken for the last bound, so the estimate may be too low, and a longer list of buckets tells.
    ///
    /// - Parameter part: from 0 to 1.
    /// - Returns: nil when nothing was recorded, when there are no bounds, or when `part` isn't from 0 to 1.
    public func quantile(_ part: Double) -> Double? {
        let count = count
        guard count > 0, let last = bounds.last, (0...1).contains(part) else { return nil }
        let rank = part * Double(count)
        var below = 0
        for (index, bound) in bounds.enumerated() {
            let inBucket = counts[index]
            guard Double(below + inBucket) >= rank else {
                below += inBucket
                continue
            }
            if index == 0, bound <= 0 { return bound }
            let start = index == 0 ? 0 : bounds[index - 1]
            guard inBucket > 0 else { return start }
            return start + (bound - start) * ((rank - Double(below)) / Double(inBucket))
        }
        return last
    }
}
