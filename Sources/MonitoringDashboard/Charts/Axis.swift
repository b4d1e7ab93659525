import Foundation

/// The vertical axis of a chart: its ends and its ticks, which are round numbers.
struct Axis: Sendable, Equatable {
    var lower: Double
    var upper: Double
    var ticks: [Double]

    /// From 0, but for shares that are all high: their axis begins where differences can be seen, and ends at 100 %.
    init(covering values: [Double], _ measure: Measure) {
        let finite = values.filter(\.isFinite)
        let greatest = max(finite.max() ?? 0, 0)
        if measure.kind == .ratio {
            lower = Self.lowerBounds.first { $0 <= finite.min() ?? 0 } ?? 0
            upper = max(1, (greatest * 2).rounded(.up) / 2)
            ticks = [lower, (lower + upper) / 2, upper]
            return
        }
        let step = Self.roundStep(atLeast: greatest / 3, measure)
        let count = max(1, (greatest / step - 1e-9).rounded(.up))
        (lower, upper) = (0, count * step)
        ticks = (0...Int(count)).map { Double($0) * step }
    }

    private static let lowerBounds = [0.99, 0.95, 0.9, 0.8, 0.5]

    /// 1, 2 or 5 times a power of ten; for times from a minute on, what clocks divide an hour and a day by.
    static func roundStep(atLeast least: Double, _ measure: Measure) -> Double {
        guard least > 0, least.isFinite else { return 1 }
        if measure.kind == .seconds, !measure.isRate, least > 20 {
            let steps: [Double] = [30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 4 * 3600, 6 * 3600, 12 * 3600, 86_400]
            if let step = steps.first(where: { $0 >= least }) { return step }
        }
        let power = pow(10, log10(least).rounded(.down))
        // The power may be off by a rounding error.
        return [1, 2, 5, 10].map { $0 * power }.first { $0 >= least * (1 - 1e-9) } ?? 10 * power
    }

    /// Where a value stands, 0 at the upper end.
    func position(_ value: Double, height: Double) -> Double {
        let share = (value - lower) / (upper - lower)
        return height * (1 - min(max(share, 0), 1))
    }
}
