import Metrics
import Synchronization

/// A number that goes up and down. There is none before it was first set, and after it was cleared.
final class GaugeSeries: MetricSeries, MeterHandler, RecorderHandler {
    /// Not a number while there is none.
    private let current = Atomic<Double>(.nan)

    func set(_ value: Int64) { current.store(Double(value), ordering: .relaxed) }
    func set(_ value: Double) { current.store(value, ordering: .relaxed) }
    func record(_ value: Int64) { set(value) }
    func record(_ value: Double) { set(value) }

    /// From zero if there is no value.
    func increment(by amount: Double) {
        guard amount.isFinite else { return }
        var found = current.load(ordering: .relaxed)
        while true {
            let desired = found.isNaN ? amount : found + amount
            let (isDone, now) = current.weakCompareExchange(expected: found, desired: desired, ordering: .relaxed)
            if isDone { return }
            found = now
        }
    }

    func decrement(by amount: Double) { increment(by: -amount) }

    func clear() { current.store(.nan, ordering: .relaxed) }

    var value: MetricFamily.Point.Value? {
        let number = current.load(ordering: .relaxed)
        return number.isNaN ? nil : .number(number)
    }
}
