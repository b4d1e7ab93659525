import TestServers
import Testing

@testable import DatabaseMonitoring

@Suite("Dashboards and rules ask for what there is") struct DeployedNamesTests {
    private let series = ExposedCatalogue().series
    private static let own = ["job", "instance", "le", "alertname", "severity"]

    private func selectors() throws -> [PromQLExpression.Selector] {
        try DeployedMetrics.expressions().flatMap { PromQLExpression($0).selectors }
    }

    @Test func everyMetricIsExposed() throws {
        let unknown = try DeployedMetrics.names().subtracting(series.keys)

        #expect(unknown.isEmpty)
        #expect(try DeployedMetrics.names().count > 100)
    }

    @Test func everyLabelBelongsToItsMetric() throws {
        for selector in try selectors() {
            guard let entry = series[selector.metric] else { continue }
            let unknown = Set(selector.labels).subtracting(entry.labels + Self.own)
            #expect(unknown.isEmpty, "\(selector.metric) has no label \(unknown.sorted())")
        }
    }

    @Test func everyLabelOfAGroupingBelongsToAMetricOfItsExpression() throws {
        for text in try DeployedMetrics.expressions() {
            let expression = PromQLExpression(text)
            let labels = expression.selectors.flatMap { series[$0.metric]?.labels ?? [] }
            let unknown = expression.groupingLabels.subtracting(labels + Self.own)
            #expect(unknown.isEmpty, "no metric of \(text) has a label \(unknown.sorted())")
        }
    }

    @Test func countersAreAskedForTheirRateAndGaugesNever() throws {
        let rates: Set = ["rate", "irate", "increase"]
        for selector in try selectors() {
            guard let entry = series[selector.metric] else { continue }
            let hasRate = rates.contains(selector.function ?? "")
            #expect(hasRate == (entry.kind != .gauge), "\(selector.metric) in \(selector.function ?? "no function")")
        }
    }

    @Test func nothingIsAskedForByTheIdentifierOfAStatement() throws {
        for text in try DeployedMetrics.expressions() { #expect(!text.lowercased().contains("queryid")) }
    }

    @Test func everyExposedMetricIsOnADashboardButThoseThatAreShownOtherwise() throws {
        let shown = try DashboardFile.all().flatMap(\.dashboard.expressions)
            .flatMap { PromQLExpression($0).selectors.compactMap { series[$0.metric]?.name } }
        let missing = Set(ExposedCatalogue().entries.map(\.name)).subtracting(shown)

        // Its counters are shown; no connections are opened beforehand.
        #expect(missing == ["postgresql_buffer_hit_ratio", "db_client_connection_idle_min"])
    }

    @Test func whatMayBeMissingIsAskedFor() throws {
        #expect(DeployedMetrics.conditional.isSubset(of: try DeployedMetrics.names()))
    }

    @Test func seriesAreFoundInAnExposition() {
        let text = "# HELP aa x\naa 1\nab{c=\"d\"} 2\nabc 3\n"

        #expect(DeployedMetrics.has("aa", in: text) && DeployedMetrics.has("ab", in: text))
        #expect(!DeployedMetrics.has("a", in: text) && !DeployedMetrics.has("ac", in: text))
    }
}
