import Foundation
import TestServers
import Testing

@Suite("Prometheus takes what is deployed", .timeLimit(.minutes(2))) struct PrometheusFilesTests {
    private static let folder = "\(Repository.root)/deploy/prometheus"

    @Test func theConfigurationWithItsRules() async throws {
        let answer = try await Promtool.run("check", "config", "\(Self.folder)/prometheus.yaml")

        #expect(answer.status == 0, "\(answer.text)")
        #expect(answer.text.contains("2 rule files found"), "\(answer.text)")
    }

    @Test(arguments: ["recording-rules.yaml", "alert-rules.yaml"]) func theRules(file: String) async throws {
        let answer = try await Promtool.run("check", "rules", "--lint-fatal", "\(Self.folder)/\(file)")

        #expect(answer.status == 0, "\(answer.text)")
    }

    @Test func alertsFireBeyondTheirLimitsAndClear() async throws {
        let answer = try await Promtool.run("test", "rules", "\(Self.folder)/alert-rules-test.yaml")

        #expect(answer.status == 0, "\(answer.text)")
    }

    @Test func everyAlertIsTested() throws {
        let tests = try String(contentsOfFile: "\(Self.folder)/alert-rules-test.yaml", encoding: .utf8)
        for rule in try RuleFile.alerts().rules {
            let (alert, severity) = (try #require(rule.alert), try #require(rule.labels?["severity"]))
            #expect(
                tests.contains("{alertname=\"\(alert)\", severity=\"\(severity)\"}"), "no test of \(alert), \(severity)"
            )
        }
    }

    @Test func everyExpressionOfADashboardIsUnderstood() async throws {
        let expressions = try DashboardFile.all().flatMap(\.dashboard.expressions)
        let rules = expressions.map { text in
            let plain = text.replacing("$__rate_interval", with: "1m").replacing("'", with: "''")
            return "  - record: x\n    expr: '\(plain)'\n"
        }
        let path = FileManager.default.temporaryDirectory.appending(path: "rules-\(UUID().uuidString).yaml")
        defer { try? FileManager.default.removeItem(at: path) }
        try "groups:\n- name: x\n  rules:\n\(rules.joined())".write(to: path, atomically: true, encoding: .utf8)

        let answer = try await Promtool.run("check", "rules", "--lint=none", path.path)

        #expect(answer.status == 0, "\(answer.text)")
    }

    @Test func everyRecordedFigureIsUsed() throws {
        let used = try DeployedMetrics.expressions().flatMap { PromQLExpression($0).selectors.map(\.metric) }

        for name in try RuleFile.recording().rules.compactMap(\.record) { #expect(used.contains(name), "\(name)") }
    }
}
