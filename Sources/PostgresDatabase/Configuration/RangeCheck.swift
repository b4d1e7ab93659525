import Foundation

/// Collects what is out of its range.
struct RangeCheck {
    private(set) var failures: [String] = []

    mutating func callAsFunction<Value: Comparable>(_ key: String, _ value: Value, in range: ClosedRange<Value>) {
        guard !range.contains(value) else { return }
        failures.append("`\(key)` is \(value), allowed is \(range.lowerBound) to \(range.upperBound)")
    }
}

extension PoolConfiguration {
    static var cores: Int { ProcessInfo.processInfo.activeProcessorCount }
}
