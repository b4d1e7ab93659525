import Metrics
import Synchronization

/// A number that only grows, until it's reset.
final class CounterSeries: MetricSeries, CounterHandler, FloatingPointCounterHandler {
    private let whole = Atomic<Int64>(0)
    /// What was added as floating point.
    private let parts = Atomic<Double>(0)

    /// Ignores what isn't positive. Beyond the largest integer it starts again at zero.
    func increment(by amount: Int64) {
        guard amount > 0 else { return }
        if whole.wrappingAdd(amount, ordering: .relaxed).newValue < 0 { whole.store(0, ordering: .relaxed) }
    }

    /// Ignores what isn't positive and finite.
    func increment(by amount: Double) {
        guard amount > 0, amount.isFinite else { return }
        parts.add(amount)
    }

    func reset() {
        whole.store(0, ordering: .relaxed)
        parts.store(0, ordering: .relaxed)
    }

    var number: Double {
        Double(whole.load(ordering: .relaxed)) + parts.load(ordering: .relaxed)
    }

    var value: MetricFamily.Point.Value? { .number(number) }
}
