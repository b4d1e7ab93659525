import Metrics
import Synchronization

/// Counts of values by size.
final class HistogramSeries: MetricSeries, RecorderHandler, TimerHandler {
    private final class Count: Sendable {
        let number = Atomic<Int>(0)
    }

    private let bounds: [Double]
    private let counts: [Count]
    private let sum = Atomic<Double>(0)
    /// What timers have recorded: integers are added without trying again.
    private let nanoseconds = Atomic<Int64>(0)

    /// - Parameter bounds: finite, ascending, each once.
    init(bounds: [Double]) {
        self.bounds = bounds
        counts = (0...bounds.count).map { _ in Count() }
    }

    func record(_ value: Int64) { record(Double(value)) }

    /// Ignores what isn't finite: the sum would never be again.
    func record(_ value: Double) {
        guard value.isFinite else { return }
        count(value)
        sum.add(value)
    }

    /// As seconds. A clock that went back counts as no time.
    func recordNanoseconds(_ duration: Int64) {
        let duration = max(0, duration)
        count(Double(duration) / 1e9)
        nanoseconds.wrappingAdd(duration, ordering: .relaxed)
    }

    /// There are about ten bounds, and most values are below the first few: looked through in order.
    private func count(_ value: Double) {
        var bucket = 0
        while bucket < bounds.count, value > bounds[bucket] { bucket += 1 }
        counts[bucket].number.wrappingAdd(1, ordering: .relaxed)
    }

    var value: MetricFamily.Point.Value? {
        let timed = Double(nanoseconds.load(ordering: .relaxed)) / 1e9
        return .histogram(
            .init(
                bounds: bounds, counts: counts.map { $0.number.load(ordering: .relaxed) },
                sum: sum.load(ordering: .relaxed) + timed))
    }
}
