import TestServers
import Testing

@Suite("What an expression asks for is read") struct PromQLExpressionTests {
    private typealias Selector = PromQLExpression.Selector

    private func metrics(_ text: String) -> [String] { PromQLExpression(text).selectors.map(\.metric) }

    @Test(arguments: [
        ("a", ["a"]), ("a / b", ["a", "b"]), ("sum by (x) (rate(a[5m]))", ["a"]), ("sum(a) by (x)", ["a"]),
        ("a and on (x, y) group_left (z) b unless c", ["a", "b", "c"]),
        ("instance:a:rate5m > 0", ["instance:a:rate5m"]),
        ("histogram_quantile(0.99, sum by (le) (rate(a_bucket[$__rate_interval])))", ["a_bucket"]),
        ("a offset 5m > bool 1e3", ["a"]), ("topk(5, a)", ["a"]), ("vector(0) or 5 * 3600", []),
        ("a{x=\"b{c}\\\"d\", y!~'e'} + f", ["a", "f"]), ("label_values(a, instance)", ["a", "instance"]),
        ("count(a) or ${name} + $other", ["a"]), ("", []),
    ])
    func metricsAreFoundAndNothingElse(text: String, found: [String]) {
        #expect(metrics(text) == found)
    }

    @Test func labelsOfMatchersAndGroupings() {
        let expression = PromQLExpression("sum by (state, job) (a{x=\"1\", y=~\"z\"}) / on (job) b")

        #expect(expression.selectors.map(\.labels) == [["x", "y"], []])
        #expect(expression.groupingLabels == ["state", "job"])
    }

    @Test(arguments: [
        ("rate(a[1m])", "rate"), ("sum(rate(a[1m]))", "rate"), ("rate(a[1m]) > 1", "rate"), ("(a)", nil), ("a", nil),
        ("increase(a{b=\"(\"}[1h])", "increase"), ("sum((a))", "sum"), ("rate(b[1m]) + a", nil),
        ("sum by (x) (a)", "sum"),
    ])
    func theFunctionAroundASeries(text: String, function: String?) {
        let selector = PromQLExpression(text).selectors.first { $0.metric == "a" }

        #expect(selector?.function == function)
    }
}
