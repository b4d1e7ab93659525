import Foundation

/// Makes rates of counters: a value for each series, whose times may differ.
///
/// A counter that has become less has begun anew: its interval is dropped, and the next one counts from there. So does
/// one that follows a gap of more than ten minutes, or three
/// intervals, and one whose clock went back.
struct CounterDeltas: Sendable, Codable {
    private struct Seen: Codable {
        var value: Double
        var time: Date
    }

    /// Shorter than three intervals nothing is a gap.
    static func longestGap(interval: TimeInterval) -> TimeInterval { max(600, 3 * interval) }
    /// More series than this are forgotten, those not seen for longest first.
    static let mostSeries = 2000

    private var seen: [String: Seen] = [:]

    /// The rates a second, by series; gauges are left out. Linear in the number of series.
    mutating func rates(of measured: [Measured], at time: Date, interval: TimeInterval = 10) -> [String: Double] {
        let longest = Self.longestGap(interval: interval)
        var rates: [String: Double] = [:]
        for one in measured where one.metric.kind == .counter {
            let key = one.key.text
            if let before = seen[key], let rate = Self.rate(from: before, to: one.value, at: time, longest) {
                rates[key] = rate
            }
            seen[key] = Seen(value: one.value, time: time)
        }
        forgetOldest()
        return rates
    }

    /// What is counted from now on can't be compared with what was before.
    mutating func reset() { seen = [:] }

    private static func rate(
        from before: Seen, to value: Double, at time: Date, _ longestGap: TimeInterval
    ) -> Double? {
        let elapsed = time.timeIntervalSince(before.time)
        guard elapsed > 0, elapsed <= longestGap, value >= before.value else { return nil }
        return (value - before.value) / elapsed
    }

    private mutating func forgetOldest() {
        guard seen.count > Self.mostSeries else { return }
        let kept = seen.sorted { $0.value.time > $1.value.time }.prefix(Self.mostSeries / 2)
        seen = Dictionary(uniqueKeysWithValues: kept.map { ($0, $1) })
    }
}
