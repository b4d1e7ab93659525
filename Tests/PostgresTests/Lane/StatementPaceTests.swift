import Testing

@testable import Postgres

@Suite struct StatementPaceTests {
    private let threshold = Duration.milliseconds(5)

    private func slow() -> StatementPace {
        var pace = StatementPace(threshold: threshold)
        for _ in 0..<3 { pace.measured(.milliseconds(20)) }
        return pace
    }

    @Test func itIsUnprovenUntilItWasQuickOnce() {
        var pace = StatementPace(threshold: threshold)
        #expect(pace.route == .unproven)

        pace.measured(.milliseconds(1))

        #expect(pace.route == .lane)
    }

    @Test func theFirstTimeHoldsPlanningAndOnlyCountsWhenItIsFarOff() {
        var pace = StatementPace(threshold: threshold)
        pace.measured(.milliseconds(15), isFirst: true)
        #expect(pace.route == .unproven)

        var slow = StatementPace(threshold: threshold)
        slow.measured(.milliseconds(21), isFirst: true)
        for _ in 0..<2 { slow.measured(.milliseconds(21)) }
        #expect(slow.route == .lease)
    }

    @Test func itLeavesTheLaneWhenItsMeanIsAboveTheThreshold() {
        var pace = StatementPace(threshold: threshold)
        pace.measured(.milliseconds(1))

        pace.measured(.milliseconds(12))
        #expect(pace.route == .lane, "one outlier is none: the mean is 3.2 ms")
        pace.measured(.milliseconds(14))
        #expect(pace.route == .unproven, "nobody should wait behind it, and two may be an accident")
        pace.measured(.milliseconds(14))

        #expect(pace.route == .lease)
    }

    @Test func aStallThatDelaysItOnAllLanesCountsOnce() {
        var pace = StatementPace(threshold: threshold)
        let end = MonotonicInstant.now
        for _ in 0..<8 { pace.measured(.milliseconds(60), at: end) }
        #expect(pace.route == .unproven)

        for number in 1...2 { pace.measured(.milliseconds(60), at: end + .milliseconds(60 * number)) }

        #expect(pace.route == .lease)
    }

    @Test func oneStallOfAnyLengthDoesNotMakeAHighMean() {
        var pace = StatementPace(threshold: threshold)
        for _ in 0..<20 { pace.measured(.microseconds(300)) }

        pace.measured(.seconds(2))

        #expect(pace.route == .lane)
    }

    @Test func oneThatIsSlowNowAndThenLeavesByItsMean() {
        var pace = StatementPace(threshold: threshold)
        for _ in 0..<4 {
            pace.measured(.milliseconds(30))
            pace.measured(.milliseconds(1))
        }

        #expect(pace.route == .lease)
    }

    @Test func whatEverythingTakesAtPresentIsNoSignOfASlowStatement() {
        var pace = StatementPace(threshold: threshold)

        for _ in 0..<20 { pace.measured(.milliseconds(25), usual: .milliseconds(10)) }
        #expect(pace.route == .lane)

        for _ in 0..<20 { pace.measured(.milliseconds(35), usual: .milliseconds(10)) }
        #expect(pace.route == .lease)
    }

    @Test func itComesBackWhenLeasedExecutionsAreQuick() {
        var pace = slow()
        var executions = 0

        while pace.route == .lease, executions < 100 {
            pace.measured(.milliseconds(1))
            executions += 1
        }

        // 1 + 19 · 0.8ⁿ < 2.5
        #expect(pace.route == .unproven && executions == 12)
    }

    @Test func probesAreRare() {
        var pace = StatementPace(threshold: threshold)
        var now = MonotonicInstant.now
        var probes: [Int] = []

        for second in 0..<200 {
            while pace.route == .unproven { pace.measured(.milliseconds(20)) }
            if pace.takeProbe(at: now) {
                probes.append(second)
                pace.probed(.milliseconds(20))
            }
            now += .seconds(1)
        }

        #expect(probes == [1, 3, 7, 15, 31, 63, 123, 183])
    }

    @Test func aProbeThatIsQuickBringsItBack() {
        var pace = slow()
        let now = MonotonicInstant.now
        let (early, late) = (pace.takeProbe(at: now), pace.takeProbe(at: now + .seconds(2)))

        #expect(!early && late && pace.route == .lease)
        pace.probed(.milliseconds(1))
        #expect(pace.route == .unproven)
        pace.measured(.milliseconds(1))

        #expect(pace.route == .lane)
    }

    @Test func whatWasBanishedNeverComesBack() {
        var pace = StatementPace(threshold: threshold)
        pace.banish()

        for _ in 0..<100 { pace.measured(.microseconds(1)) }

        let isProbed = pace.takeProbe(at: .now + .seconds(1000))
        #expect(pace.route == .leaseForGood && !isProbed)
    }
}
