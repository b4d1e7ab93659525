import Foundation

@testable import DatabaseMonitoring

/// What a history must answer, by lists in place of files.
struct HistoryModel {
    private struct Span {
        var number: Int64
        var time: Int64
        var values: [String: [Double]]
    }

    let rings: HistoryRings
    private var slots: [HistoryTier: [Int64: Span]] = [:]
    private var appended: Int64 = 0
    private(set) var newest: Int64 = 0

    init(_ configuration: HistoryConfiguration) { rings = HistoryRings(configuration) }

    mutating func append(_ time: Int64, _ values: [String: Double]) {
        let values = values.filter { Float($0.value).isFinite }.mapValues { [$0] }
        newest = time
        slots[.sample, default: [:]][rings.sample.slot(appended)] = Span(number: appended, time: time, values: values)
        appended += 1
        for ring in [rings.minute, rings.hour] {
            let number = time / ring.span
            var span = Span(number: number, time: number * ring.span, values: [:])
            if let there = slots[ring.tier]?[ring.slot(number)], there.number == number { span = there }
            span.values.merge(values, uniquingKeysWith: +)
            slots[ring.tier, default: [:]][ring.slot(number)] = span
        }
    }

    func plan(_ times: ClosedRange<Int64>, points: Int) -> SeriesPlan {
        let samples = spans(.sample, times).count
        return SeriesPlan(times, points: points, rings: rings, newest: newest, samples: samples)
    }

    func points(_ key: String, _ plan: SeriesPlan) -> [HistorySeries.Point] {
        var groups: [(time: Int64, values: [Double])] = []
        for span in spans(plan.tier, plan.times).sorted(by: { $0.time < $1.time }) {
            guard let values = span.values[key] else { continue }
            let start = plan.origin + (span.time - plan.origin) / plan.step * plan.step
            if !plan.isOfSingleSamples, groups.last?.time == start {
                groups[groups.count - 1].values += values
            } else {
                groups.append((plan.isOfSingleSamples ? span.time : start, values))
            }
        }
        return groups.suffix(plan.points).map { time, values in
            HistorySeries.Point(
                time: HistoryTime.date(time), minimum: values.min() ?? .nan,
                mean: values.reduce(0, +) / Double(values.count), maximum: values.max() ?? .nan,
                samples: values.count)
        }
    }

    private func spans(_ tier: HistoryTier, _ times: ClosedRange<Int64>) -> [Span] {
        (slots[tier] ?? [:]).values.filter { times.contains($0.time) }
    }
}
