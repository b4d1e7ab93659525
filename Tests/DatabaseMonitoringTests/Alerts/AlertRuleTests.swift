import TestServers
import Testing

@testable import DatabaseMonitoring

@Suite struct AlertRuleTests {
    private func problem(_ terms: AlertTerms, name: String = "load", advice: String = "Rest.") -> String? {
        let rule = AlertRule(name: name, title: "Load", unit: "%", terms: terms, advice: advice) { _ in nil }
        do {
            try rule.validate()
            return nil
        } catch {
            return error.problem
        }
    }

    private func terms(
        _ limit: Double, clear: Double, critical: Double? = nil, below: Bool = false, duration: Duration = .zero
    ) -> AlertTerms {
        AlertTerms(
            limit: limit, clearLimit: clear, criticalLimit: critical, firesBelow: below, range: 0...100,
            duration: duration)
    }

    @Test func aSoundRuleIsTaken() {
        #expect(problem(terms(80, clear: 70, critical: 90)) == nil)
        #expect(problem(terms(10, clear: 12, critical: 5, below: true)) == nil)
    }

    @Test(arguments: [(100.0, false), (120, false), (0, true), (-1, true), (.nan, false), (.infinity, false)])
    func aLimitThatNothingCanCrossIsRefused(limit: Double, below: Bool) {
        let found = problem(terms(limit, clear: 50, below: below)) ?? ""

        #expect(found.contains("can never fire") || found.contains("finite"))
    }

    @Test func aClearLevelOnTheWrongSideIsRefused() {
        #expect(problem(terms(80, clear: 81))?.contains("still crossed") == true)
        #expect(problem(terms(10, clear: 9, below: true))?.contains("still crossed") == true)
        #expect(problem(terms(80, clear: -1))?.contains("never -1") == true)
    }

    @Test func aCriticalLevelBeforeTheLimitIsRefused() {
        #expect(problem(terms(80, clear: 70, critical: 75))?.contains("before its limit") == true)
        #expect(problem(terms(80, clear: 70, critical: 100))?.contains("critical limit") == true)
    }

    @Test func namesAndTimesThatCannotBeAreRefused() {
        #expect(problem(terms(80, clear: 70), name: "Load 1")?.contains("name") == true)
        #expect(problem(terms(80, clear: 70), name: "")?.contains("name") == true)
        #expect(problem(terms(80, clear: 70), advice: "")?.contains("advice") == true)
        #expect(problem(terms(80, clear: 70, duration: .seconds(-1)))?.contains("durations") == true)
    }

    @Test func theStandardRulesMakeSenseWhateverTheThresholdsAre() throws {
        var numbers = SeededNumbers.anew(in: "AlertRuleTests")
        for _ in 0..<500 {
            let thresholds = AlertThresholds.random(&numbers)
            try thresholds.validate()

            let rules = AlertRule.standard(thresholds)

            for rule in rules { try rule.validate() }
            #expect(Set(rules.map(\.name)).count == rules.count)
        }
    }
}
