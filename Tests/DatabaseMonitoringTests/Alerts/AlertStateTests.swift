import Foundation
import Testing

@testable import DatabaseMonitoring

@Suite struct AlertStateTests {
    /// More than 80 for 30 s; clear at 70 for 20 s; critical above 95.
    private let terms = AlertTerms(
        limit: 80, clearLimit: 70, criticalLimit: 95, range: 0...100, duration: .seconds(30),
        clearDuration: .seconds(20))

    /// What was told, sample by sample, ten seconds apart.
    private func told(_ values: [Double?], _ state: inout AlertState, from start: Double = 0) -> [AlertEvent.Kind?] {
        values.enumerated().map { index, value in
            state.advance(value, at: moment(start + 10 * Double(index)), by: terms, interval: 10)
        }
    }

    private func firing() -> AlertState {
        var state = AlertState()
        _ = told([85, 85, 85, 85], &state, from: -30)
        return state
    }

    @Test func firesWhenTheLimitHasBeenCrossedForItsDuration() {
        var state = AlertState()

        let kinds = told([85, 85, 85, 85, 85], &state)

        #expect(kinds == [nil, nil, nil, .fired, nil])
        #expect(state.phase == .firing && state.began == moment(0) && state.since == moment(30))
    }

    @Test func aValueThatIsBackInBetweenStartsItAnew() {
        var state = AlertState()

        #expect(told([85, 85, 85, 80, 85, 85, 85], &state) == Array(repeating: nil, count: 7))
        #expect(state.phase == .pending)
    }

    @Test func clearsOnlyAtTheClearLevelAndForItsDuration() {
        var state = firing()

        let kinds = told([75, 70, 75, 70, 69, 68], &state, from: 10)

        #expect(kinds == [nil, nil, nil, nil, nil, .resolved])
        #expect(state.phase == .resolved && state.worst == 85)
    }

    @Test func whatWasNeverMeasuredNeverFires() {
        var state = AlertState()

        #expect(told([nil, nil, .nan, .infinity, nil], &state) == Array(repeating: nil, count: 5))
        #expect(state.phase == .ok && state.since == nil)
    }

    @Test func unknownValuesCountNeitherTowardsFiringNorTowardsClearing() {
        var state = AlertState()

        #expect(told([85, 85, nil, nil, nil, 85, 85, 85], &state) == [nil, nil, nil, nil, nil, nil, nil, .fired])
        #expect(told([60, nil, nil, 60, 60, 60], &state, from: 80) == [nil, nil, nil, nil, nil, .resolved])
    }

    @Test func whatFiresGoesOnWhileItIsUnknown() {
        var state = firing()

        #expect(told(Array(repeating: nil, count: 200), &state, from: 10) == Array(repeating: nil, count: 200))
        #expect(state.phase == .firing)
    }

    @Test func aClockSetForwardFiresNothing() {
        var state = AlertState()
        let patient = AlertTerms(limit: 80, clearLimit: 70, duration: .seconds(60))

        let kinds = [0.0, 100_000, 100_010].map { state.advance(85, at: moment($0), by: patient, interval: 10) }

        #expect(kinds == [nil, nil, nil])
        #expect(state.phase == .pending)
    }

    @Test func aClockSetBackDelaysNothingForLong() {
        var state = AlertState()

        let kinds = [0.0, 10, -5000, -4990, -4980].map { state.advance(85, at: moment($0), by: terms, interval: 10) }

        #expect(kinds == [nil, nil, nil, nil, .fired])
        #expect(state.since == moment(-4980) && state.began == moment(-5000))
    }

    @Test func nothingLiesInTheFutureOfAClockSetBack() {
        var state = firing()

        _ = state.advance(85, at: moment(-9000), by: terms, interval: 10)

        #expect(state.since == moment(-9000) && state.began == moment(-9000))
        #expect(state.advance(85, at: moment(-9000 + 4 * 3600), by: terms, interval: 10) == .reminded)
    }

    @Test func anAgeCountsAsTimeForWhichItWasCrossed() {
        var state = AlertState()

        #expect(state.advance(85, crossedFor: 29, at: moment(0), by: terms, interval: 10) == .fired)
        #expect(state.began == moment(-29))
    }

    @Test func becomingCriticalIsToldAtOnceAndOnce() {
        var state = firing()

        #expect(told([96, 94, 97, 90], &state, from: 10) == [.updated, nil, nil, nil])
        #expect(state.severity == .critical && state.worst == 97)
    }

    @Test func gettingWorseIsToldEveryFiveMinutesAtMost() {
        var state = firing()

        #expect(state.advance(93, at: moment(10), by: terms, interval: 10) == nil)
        #expect(state.advance(86, at: moment(300), by: terms, interval: 10) == nil)
        #expect(state.advance(93, at: moment(310), by: terms, interval: 10) == .updated)
        #expect(state.advance(94, at: moment(620), by: terms, interval: 10) == nil)
    }

    @Test func aReminderComesAfterFourHoursOfSilence() {
        var state = firing()

        #expect(state.advance(85, at: moment(4 * 3600 - 1), by: terms, interval: 10) == nil)
        #expect(state.advance(85, at: moment(4 * 3600), by: terms, interval: 10) == .reminded)
        #expect(state.advance(nil, at: moment(8 * 3600 - 1), by: terms, interval: 10) == nil)
        #expect(state.advance(nil, at: moment(8 * 3600), by: terms, interval: 10) == .reminded)
    }

    @Test func whatFiresInSilenceIsToldAfterwards() {
        var state = AlertState()
        for second in stride(from: 0.0, through: 100, by: 10) {
            #expect(state.advance(85, at: moment(second), by: terms, interval: 10, isSilenced: true) == nil)
        }

        #expect(state.advance(85, at: moment(110), by: terms, interval: 10) == .fired)
    }

    @Test func whatIsResolvedInSilenceIsToldAfterwardsWhenItsFiringWasTold() {
        var (state, untold) = (firing(), AlertState())
        for second in stride(from: 10.0, through: 100, by: 10) {
            _ = state.advance(60, at: moment(second), by: terms, interval: 10, isSilenced: true)
            _ = untold.advance(second < 50 ? 85 : 60, at: moment(second), by: terms, interval: 10, isSilenced: true)
        }

        #expect(state.advance(60, at: moment(110), by: terms, interval: 10) == .resolved)
        #expect(untold.phase == .resolved)
        #expect(untold.advance(60, at: moment(110), by: terms, interval: 10) == nil)
    }

    @Test func aResolvedAlertIsOKAfterAWhile() {
        var state = firing()
        _ = told([60, 60, 60], &state, from: 10)

        #expect(state.advance(60, at: moment(600), by: terms, interval: 10) == nil)
        #expect(state.phase == .resolved)
        #expect(state.advance(60, at: moment(30 + 15 * 60), by: terms, interval: 10) == nil)
        #expect(state.phase == .ok)
    }

    @Test func itSurvivesBeingSaved() throws {
        let state = firing()

        var restored = try MonitorJSON.decode(AlertState.self, from: MonitorJSON.encode(state))

        #expect(restored == state)
        #expect(restored.advance(85, at: moment(3600), by: terms, interval: 10) == nil)
    }
}
