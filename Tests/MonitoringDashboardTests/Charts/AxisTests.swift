import Foundation
import TestServers
import Testing

@testable import MonitoringDashboard

@Suite struct AxisTests {
    @Test func `ticks are few, evenly spaced, round, and cover every value`() {
        var numbers = SeededNumbers.anew(in: "axis")
        for _ in 0..<2000 {
            let kinds: [Measure] = [.seconds, .bytes, .count, .rate]
            let measure = kinds[numbers.number(0...3)]
            let greatest = pow(10, Double(numbers.number(-60...90)) / 10) * Double(numbers.number(1...999))

            let axis = Axis(covering: [greatest / 2, greatest], measure)

            let step = axis.ticks[1] - axis.ticks[0]
            #expect(axis.lower == 0 && axis.upper >= greatest * (1 - 1e-9), "\(greatest) \(measure)")
            #expect((2...6).contains(axis.ticks.count), "\(greatest) \(measure): \(axis.ticks)")
            let isOfClock =
                measure == .seconds
                && [30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 21600, 43200, 86400].contains(step)
            let mantissa = step / pow(10, log10(step).rounded(.down))
            #expect(isOfClock || [1, 2, 5, 10].contains { abs(mantissa - $0) < 1e-6 }, "\(step)")
        }
    }

    @Test func `an axis of nothing can be drawn`() {
        #expect(Axis(covering: [], .count).ticks == [0, 1])
        #expect(Axis(covering: [.nan, 0], .seconds).upper == 1)
    }

    @Test(arguments: [(0.97, 0.95), (0.91, 0.9), (0.3, 0), (1, 0.99)])
    func `the axis of high shares begins where they differ, and ends at 100 %`(least: Double, lower: Double) {
        let axis = Axis(covering: [least, 1], .ratio)

        #expect(axis.lower == lower)
        #expect(axis.upper == 1)
        #expect(axis.ticks.count == 3)
    }

    @Test func `the axis of a small fraction ends where it does`() {
        let axis = Axis(covering: [0.001, 0.0028], .fraction)

        #expect(axis.lower == 0)
        #expect(abs(axis.upper - 0.003) < 1e-9)
    }

    @Test func `a value's place goes from the upper end down, and stays on the chart`() {
        let axis = Axis(covering: [10], .count)

        #expect(axis.position(0, height: 100) == 100)
        #expect(axis.position(axis.upper, height: 100) == 0)
        #expect(axis.position(axis.upper * 3, height: 100) == 0)
    }

    @Test func `time ticks are at full steps of the local day`() {
        let clock = Clock(timeZone: TimeZone(secondsFromGMT: 5 * 3600 + 1800) ?? .gmt, now: Date())
        let end = Date(timeIntervalSince1970: 1_700_000_000)

        let ticks = clock.ticks(in: TimeRange.day.span(to: end), every: TimeRange.day.tickStep)

        #expect(ticks.count == 4)
        #expect(ticks.allSatisfy { (Int($0.timeIntervalSince1970) + 19_800) % 21_600 == 0 })
    }

    @Test func `the ticks of a chart say the date once a day`() {
        let clock = Clock(timeZone: .gmt, now: Date(timeIntervalSince1970: 1_700_006_400))
        let ticks = clock.ticks(in: TimeRange.day.span(to: clock.now), every: TimeRange.day.tickStep)

        #expect(clock.labels(of: ticks) == ["14 Nov", "06:00", "12:00", "18:00", "15 Nov"])
    }
}
