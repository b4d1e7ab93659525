import TestServers
import Testing

@testable import DatabaseMonitoring

@Suite struct HistogramDeltaTests {
    private func histogram(_ counts: [Int], sum: Double = 0, bounds: [Double] = [1, 2, 4]) -> MetricFamily.Histogram {
        .init(bounds: bounds, counts: counts, sum: sum)
    }

    private func delta(_ counts: [Int], bounds: [Double] = [1, 2, 4]) -> HistogramDelta? {
        HistogramDelta(from: nil, to: histogram(counts, bounds: bounds))
    }

    @Test func itIsWhatCameBetween() throws {
        let delta = try #require(
            HistogramDelta(from: histogram([1, 2, 3, 4], sum: 10), to: histogram([2, 2, 5, 4], sum: 17)))

        #expect(delta.counts == [1, 0, 2, 0])
        #expect(delta.sum == 7)
        #expect(delta.count == 3)
        #expect(delta.mean == 7.0 / 3)
        #expect(delta.rate(over: .seconds(6)) == 0.5)
        #expect(delta.rate(over: .zero) == 0)
    }

    @Test func withoutAnEarlierOneItIsTheLater() {
        #expect(delta([1, 0, 2, 0])?.counts == [1, 0, 2, 0])
    }

    @Test func afterAResetItIsTheLaterAlone() {
        let delta = HistogramDelta(from: histogram([5, 5, 5, 5], sum: 40), to: histogram([9, 9, 9, 4], sum: 50))

        #expect(delta?.counts == [9, 9, 9, 4])
        #expect(delta?.sum == 50)
    }

    @Test func thereIsNoneWhenTheBucketsAreOthers() {
        #expect(HistogramDelta(from: histogram([1, 1], bounds: [1]), to: histogram([1, 1, 1, 1])) == nil)
        #expect(HistogramDelta(from: histogram([1, 1]), to: histogram([1, 1, 1, 1])) == nil)
        #expect(HistogramDelta(from: nil, to: histogram([1, 1])) == nil)
        #expect(HistogramDelta(from: nil, to: histogram([1, 1, -1, 1])) == nil)
    }

    @Test func seriesAreAddedWhenTheirBucketsAreTheSame() throws {
        let (one, other) = try (#require(delta([1, 0, 2, 0])), #require(delta([0, 3, 1, 1])))

        #expect(one.adding(other)?.counts == [1, 3, 3, 1])
        #expect(try one.adding(#require(delta([1, 1], bounds: [9]))) == nil)
    }

    @Test(arguments: [
        (0.5, [0, 10, 0, 0], 1.5), (0.25, [4, 0, 0, 0], 0.25), (1, [4, 0, 0, 0], 1), (0, [0, 10, 0, 0], 0),
        (0.75, [1, 1, 2, 0], 3), (0.99, [1, 0, 0, 99], 4), (0.5, [5, 0, 5, 0], 1),
    ])
    func aQuantileIsInterpolatedAsPrometheusDoes(part: Double, counts: [Int], expected: Double) {
        #expect(delta(counts)?.quantile(part) == expected)
    }

    @Test func thereIsNoQuantileOfNothing() {
        #expect(delta([0, 0, 0, 0])?.quantile(0.5) == nil)
        #expect(delta([5], bounds: [])?.quantile(0.5) == nil)
        #expect(delta([5, 5, 5, 5])?.quantile(1.1) == nil)
        #expect(delta([5, 5, 5, 5])?.quantile(-0.1) == nil)
        #expect(delta([5, 5, 5, 5])?.quantile(.nan) == nil)
        #expect(delta([0, 0, 0, 0])?.mean == nil)
    }

    @Test func aFirstBoundBelowZeroIsItself() {
        #expect(delta([5, 0, 0, 0], bounds: [-1, 0, 1])?.quantile(0.5) == -1)
    }

    @Test func quantilesLieInTheBucketOfTheValueAndGrow() throws {
        var numbers = SeededNumbers.anew(in: "HistogramDeltaTests")
        let bounds: [Double] = [1, 2, 5, 10, 20, 50, 100]
        for _ in 0..<500 {
            let values = (0..<numbers.number(1...200)).map { _ in Double(numbers.number(1...10_000)) / 100 }.sorted()
            let series = HistogramSeries(bounds: bounds)
            for value in values { series.record(value) }
            guard case .histogram(let histogram) = series.value else { return }
            let delta = try #require(HistogramDelta(from: nil, to: histogram))

            var last = 0.0
            for part in stride(from: 0.05, through: 1, by: 0.05) {
                let estimate = try #require(delta.quantile(part))
                let exact = values[min(values.count, max(1, Int((part * Double(values.count)).rounded(.up)))) - 1]
                let bucket = bounds.firstIndex { exact <= $0 } ?? bounds.count - 1
                let start = bucket == 0 ? 0 : bounds[bucket - 1]
                #expect((start...bounds[bucket]).contains(estimate), "\(part) of \(values): \(estimate)")
                #expect(estimate >= last)
                last = estimate
            }
        }
    }
}
