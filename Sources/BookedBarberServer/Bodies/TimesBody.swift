import QueryCaching

/// Times of many events, in milliseconds.
struct TimesBody: Codable, Sendable {
    let count: Int
    let totalMilliseconds: Double
    /// The bound below which half of them are; absent without any.
    let median: Double?
    let percentile99: Double?
    /// Only those with something in them.
    let buckets: [TimesBucketBody]

    init(_ histogram: DurationHistogram) {
        count = histogram.total
        totalMilliseconds = histogram.sum.inMilliseconds
        median = histogram.quantile(0.5)?.inMilliseconds
        percentile99 = histogram.quantile(0.99)?.inMilliseconds
        buckets = histogram.counts.enumerated().filter { $0.element > 0 }.map { index, count in
            TimesBucketBody(below: histogram.bound(index)?.inMilliseconds, count: count)
        }
    }

    enum CodingKeys: String, CodingKey {
        case count, buckets
        case totalMilliseconds = "total_ms"
        case median = "median_ms"
        case percentile99 = "p99_ms"
    }
}

/// How many events took less than a time, and at least half of it.
struct TimesBucketBody: Codable, Sendable {
    /// Absent for the last one, which has no bound.
    let below: Double?
    let count: Int

    enum CodingKeys: String, CodingKey {
        case count
        case below = "below_ms"
    }
}

extension Duration {
    var inMilliseconds: Double { self / .milliseconds(1) }
}
