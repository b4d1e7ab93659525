import TestServers
import Testing

@testable import DatabaseMonitoring

@Suite("Prometheus' alerts are the monitor's") struct DeployedAlertsTests {
    /// What only somebody outside of the program can tell.
    private static let outside: Set = ["ProgramDown", "AlertMessagesLost"]

    private func deployed() throws -> [RuleFile.Rule] {
        try RuleFile.alerts().rules.filter { !Self.outside.contains($0.alert ?? "") }
    }

    private func deployed(_ rule: AlertRule) throws -> [RuleFile.Rule] {
        try deployed().filter { $0.alert == rule.deployedName }
    }

    @Test func thereIsOneForEachThatPrometheusCanSee() throws {
        let names = Set(try deployed().compactMap(\.alert))
        let own = AlertRule.standard().map(\.deployedName)

        #expect(names == Set(own))
    }

    @Test func limitsAreTheMonitors() throws {
        for rule in AlertRule.standard() {
            let rules = try deployed(rule)
            let limits = rules.compactMap { $0.expr.split(separator: " ").last.flatMap { Double($0) } }
            #expect(limits == [rule.terms.limit, rule.terms.criticalLimit].compactMap(\.self), "\(rule.name)")
            let sign = rule.terms.firesBelow ? "<" : ">"
            #expect(rules.allSatisfy { $0.expr.split(separator: " ").dropLast().last == sign[...] }, "\(rule.name)")
        }
    }

    @Test func severitiesAreTheMonitors() throws {
        for rule in AlertRule.standard() {
            let severities = try deployed(rule).compactMap { $0.labels?["severity"] }
            let critical = rule.terms.criticalLimit == nil ? [] : ["critical"]
            #expect(severities == [rule.terms.severity.rawValue] + critical, "\(rule.name)")
        }
    }

    @Test func durationsAreTheMonitors() throws {
        for rule in AlertRule.standard() {
            for one in try deployed(rule) {
                #expect(Self.seconds(one.for) == rule.terms.duration / .seconds(1), "\(rule.name)")
                #expect(Self.seconds(one.keepFiringFor) == rule.terms.clearDuration / .seconds(1), "\(rule.name)")
            }
        }
    }

    @Test func theySayWhatToDoAsTheMonitorDoes() throws {
        for rule in AlertRule.standard() {
            for one in try deployed(rule) {
                #expect(one.annotations?["action"]?.split(separator: "\n").joined(separator: " ") == rule.advice)
                #expect(one.annotations?["summary"] == "\(rule.title): {{ $labels.instance }}")
            }
        }
    }

    /// Of `90s` or `5m`; nothing is 0.
    private static func seconds(_ text: String?) -> Double? {
        guard let text else { return 0 }
        return Double(text.dropLast()).map { text.hasSuffix("m") ? $0 * 60 : $0 }
    }
}

extension AlertRule {
    /// Prometheus writes names of alerts in capitals: `ConnectionUsage`.
    fileprivate var deployedName: String {
        name.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }
}
