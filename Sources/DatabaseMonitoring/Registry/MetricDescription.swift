/// What swift-metrics doesn't know of a metric.
public struct MetricDescription: Sendable, Equatable {
    /// In seconds; used for timers that nobody has described.
    public static let durations = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
    /// Used for recorders that nobody has described: powers of ten, each with its half and its quarter.
    public static let sizes: [Double] = [1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000]

    var unit: String
    var help: String
    /// Finite, ascending, each once.
    var buckets: [Double]

    init(unit: String, help: String, buckets: [Double]) {
        (self.unit, self.help) = (unit, help)
        self.buckets = Set(buckets.filter(\.isFinite)).sorted()
    }
}

extension MetricDescription? {
    func bounds(isTimer: Bool) -> [Double] {
        if let buckets = self?.buckets, !buckets.isEmpty { return buckets }
        return isTimer ? MetricDescription.durations : MetricDescription.sizes
    }
}
