import Foundation
import TestServers
import Testing

@testable import DatabaseMonitoring

@Suite struct AlertStateModelTests {
    @Test func anySequenceOfValuesAndTimesEndsAsTheModelSays() {
        var numbers = SeededNumbers.anew(in: "AlertStateModelTests")
        var seen: [AlertEvent.Kind?: Int] = [:]
        for round in 0..<400 {
            let terms = randomTerms(&numbers)
            var (state, model) = (AlertState(), AlertStateModel(terms: terms, interval: 10))
            var (time, level) = (0.0, 50.0)
            for step in 0..<300 {
                (time, level) = (time + pause(&numbers), nextLevel(level, &numbers))
                let value = numbers.happens(8) ? nil : level

                let kind = state.advance(value, at: moment(time), by: terms, interval: 10)

                let expected = model.advance(value, at: moment(time))
                seen[kind, default: 0] += 1
                #expect(kind == expected, "round \(round), step \(step)")
                #expect(state.phase == model.phase || state.phase == .ok && model.phase == .resolved)
                guard kind == expected else { return }
            }
        }
        #expect(AlertEvent.Kind.allCases.allSatisfy { seen[$0, default: 0] > 20 }, "\(seen)")
    }

    /// Whatever is silenced, and whenever the program starts anew: each firing is told once, and each told one resolved.
    @Test func whatIsToldIsAlwaysAWholeStory() throws {
        var numbers = SeededNumbers.anew(in: "AlertStateModelTests.stories")
        for _ in 0..<200 {
            let terms = randomTerms(&numbers)
            var (state, time, level, isTold, isSilenced) = (AlertState(), 0.0, 50.0, false, false)
            for _ in 0..<300 {
                (time, level) = (time + pause(&numbers), nextLevel(level, &numbers))
                if numbers.happens(5) { isSilenced.toggle() }
                if numbers.happens(5) {
                    state = try MonitorJSON.decode(AlertState.self, from: MonitorJSON.encode(state))
                }

                let kind = state.advance(
                    numbers.happens(8) ? nil : level, at: moment(time), by: terms, interval: 10, isSilenced: isSilenced)

                #expect(kind == nil || !isSilenced)
                #expect(kind == nil || (kind == .fired) != isTold, "\(String(describing: kind))")
                if kind == .fired { isTold = true }
                if kind == .resolved { isTold = false }
                #expect(isSilenced || state.phase != .firing || isTold)
            }
        }
    }

    private func randomTerms(_ numbers: inout SeededNumbers) -> AlertTerms {
        let limit = Double(numbers.number(30...70))
        let gap = Double(numbers.number(0...10))
        let firesBelow = numbers.happens(50)
        return AlertTerms(
            limit: limit, clearLimit: firesBelow ? limit + gap : limit - gap,
            criticalLimit: numbers.happens(50) ? (firesBelow ? limit / 2 : (limit + 100) / 2) : nil,
            firesBelow: firesBelow, range: 0...100, duration: .seconds(numbers.number(0...6) * 10),
            clearDuration: .seconds(numbers.number(0...4) * 10))
    }

    /// Mostly as it should be; sometimes a pause, a clock set forward or back.
    private func pause(_ numbers: inout SeededNumbers) -> Double {
        switch numbers.number(0...99) {
        case 0..<90: 10
        case 90..<94: Double(numbers.number(1...60))
        case 94..<97: Double(numbers.number(1000...20_000))
        default: -Double(numbers.number(1...5000))
        }
    }

    private func nextLevel(_ level: Double, _ numbers: inout SeededNumbers) -> Double {
        if numbers.happens(10) { return Double(numbers.number(0...100)) }
        return min(100, max(0, level + Double(numbers.number(-5...5))))
    }
}
