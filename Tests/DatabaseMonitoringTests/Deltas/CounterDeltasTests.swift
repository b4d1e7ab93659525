import Foundation
import TestServers
import Testing

@testable import DatabaseMonitoring

@Suite struct CounterDeltasTests {
    private let start = Date(timeIntervalSince1970: 1_000_000)

    private func rate(_ deltas: inout CounterDeltas, _ value: Double, at seconds: TimeInterval) -> Double? {
        deltas.rates(of: [Measured(.commits, value: value)], at: start + seconds)[SeriesKey(.commits).text]
    }

    @Test func aRateIsTheDifferenceOverTheTime() {
        var deltas = CounterDeltas()

        #expect(rate(&deltas, 100, at: 0) == nil)
        #expect(rate(&deltas, 150, at: 10) == 5)
        #expect(rate(&deltas, 150, at: 30) == 0)
    }

    @Test func aCounterThatBeganAnewHasNoRateOnce() {
        var deltas = CounterDeltas()
        _ = rate(&deltas, 100, at: 0)

        #expect(rate(&deltas, 7, at: 10) == nil)
        #expect(rate(&deltas, 17, at: 20) == 1)
    }

    @Test func aClockThatWentBackAndALongGapGiveNoRate() {
        var deltas = CounterDeltas()
        _ = rate(&deltas, 100, at: 100)

        #expect(rate(&deltas, 110, at: 90) == nil)
        #expect(rate(&deltas, 120, at: 100) == 1)
        #expect(rate(&deltas, 130, at: 100 + CounterDeltas.longestGap(interval: 10) + 1) == nil)
    }

    @Test func itGoesOnAfterARestartOfTheProgram() throws {
        var deltas = CounterDeltas()
        _ = rate(&deltas, 100, at: 0)

        var restored = try MonitorJSON.decode(CounterDeltas.self, from: MonitorJSON.encode(deltas))

        #expect(rate(&restored, 160, at: 60) == 1)
    }

    @Test func gaugesHaveNoRate() {
        var deltas = CounterDeltas()

        _ = deltas.rates(of: [Measured(.blocked, value: 1)], at: start)

        #expect(deltas.rates(of: [Measured(.blocked, value: 5)], at: start + 10) == [:])
    }

    /// However a counter goes, and whenever it is looked at, its rate is never negative and never more than it has grown.
    @Test func noRateIsNegativeWhateverHappens() {
        for seed in UInt64(1)...200 {
            var numbers = SeededNumbers(seed: seed)
            var (deltas, value, time, seen) = (CounterDeltas(), 0.0, 0.0, [Double]())
            for _ in 0..<50 {
                value =
                    Int.random(in: 0..<10, using: &numbers) == 0
                    ? 0 : value + Double.random(in: 0...100, using: &numbers)
                time += Double.random(in: -5...60, using: &numbers)
                seen.append(value)
                if let rate = rate(&deltas, value, at: time) {
                    #expect(rate >= 0 && rate.isFinite, "seed \(seed)")
                    #expect(seen.count > 1, "seed \(seed)")
                }
            }
        }
    }

    @Test func itsMemoryIsBounded() {
        var deltas = CounterDeltas()
        for number in 0..<20_000 {
            _ = deltas.rates(
                of: [Measured(.tableSequentialScans, "table \(number)", value: 1)], at: start + Double(number))
        }

        let text = String(decoding: (try? MonitorJSON.encode(deltas)) ?? Data(), as: UTF8.self)

        #expect(text.components(separatedBy: "table ").count <= CounterDeltas.mostSeries + 1)
    }
}
