import Metrics
import PostgresDatabase
import QueryCaching
import TestServers
import Testing

@testable import DatabaseMonitoring

@Suite("Prometheus takes what is exposed", .timeLimit(.minutes(2))) struct PromtoolTests {
    private func expectValid(_ families: [MetricFamily], _ location: SourceLocation = #_sourceLocation) async throws {
        let text = ExpositionFormat.prometheus.text(of: families)
        let answer = try await Promtool.check(text)
        #expect(answer.status == 0 && answer.text.isEmpty, "\(answer.text)\n\(text)", sourceLocation: location)
    }

    private func gauge(_ name: String, _ labels: [(String, String)] = [], help: String = "Help.") -> MetricFamily {
        MetricFamily(
            name: name, kind: .gauge, unit: "", help: help,
            points: [.init(labels: labels.map { .init($0.0, $0.1) }, value: .number(1))])
    }

    @Test func everyFigureOfTheMonitor() async throws {
        let sample = MonitorMetric.all.map { Measured($0, value: 1) }
        let families = MetricFamily.families(of: sample)

        #expect(families.map(\.name) == MonitorMetric.exposed.map(\.name))
        #expect(ExposedFamily.all(of: families).dropped.isEmpty)
        try await expectValid(families)
    }

    @Test func everyMetricOfTheDatabaseTheCacheAndTheServer() async throws {
        let registry = MetricsRegistry()
        for metric in DatabaseMetric.all {
            registry.describe(metric.name, unit: metric.unit, buckets: metric.buckets)
            switch metric.kind {
            case .counter: Counter(label: metric.name, factory: registry).increment()
            case .upDownCounter: Meter(label: metric.name, factory: registry).set(1)
            case .histogram where metric.unit == "s": Timer(label: metric.name, factory: registry).recordSeconds(1)
            case .histogram: Recorder(label: metric.name, factory: registry).record(1)
            }
        }
        for metric in CacheMetric.all {
            registry.describe(metric.name, unit: metric.unit, buckets: metric.buckets)
            switch metric.instrument {
            case .counter: Counter(label: metric.name, factory: registry).increment()
            case .gauge: Meter(label: metric.name, factory: registry).set(1)
            case .histogram: Timer(label: metric.name, factory: registry).recordSeconds(1)
            }
        }
        Timer(label: "http.server.request.duration", factory: registry).recordSeconds(1)
        Meter(label: "http.server.active_requests", factory: registry).set(1)
        let sample = MonitorMetric.all.map { Measured($0, value: 1) }

        let families = registry.families() + MetricFamily.families(of: sample)

        #expect(ExposedFamily.all(of: families).dropped.isEmpty)
        #expect(registry.families().count == DatabaseMetric.all.count + CacheMetric.all.count + 3)
        try await expectValid(families)
    }

    @Test(arguments: [
        "", ".", "1", "5.things", "über.größe", "x y\nz", "x{y=\"z\"}", "\u{0}", "requests.count", "requests.sum",
        "requests.bucket", "requests.total", "_", "x:y",
    ])
    func anyName(name: String) async throws {
        try await expectValid([gauge(name)])
    }

    @Test(arguments: [
        "", "back\\slash", "new\nline", "carriage\r\nreturn", "\"quoted\"", "größe 🎉", "\u{0}\u{7F}", "}", "a=\"b\",c",
        String(repeating: "long", count: 1000), "\\", "\\n", "\n",
    ])
    func anyLabelAndHelp(text: String) async throws {
        try await expectValid([gauge("x", [(text, text), ("le", text), ("quantile", "1"), ("1", "1")], help: text)])
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity, 0, -0.0, 1e300, .leastNonzeroMagnitude, 0.1, 1e6])
    func anyValue(value: Double) async throws {
        var family = gauge("x")
        family.points[0].value = .number(value)

        try await expectValid([family])
    }

    @Test func nothingAtAll() async throws {
        var empty = gauge("x")
        empty.points = []

        try await expectValid([])
        try await expectValid([empty])
    }

    @Test func familiesThatClash() async throws {
        let histogram = MetricFamily(
            name: "x.y", kind: .histogram, unit: "", help: "Help.",
            points: [.init(labels: [], value: .histogram(.init(bounds: [1], counts: [1, 2], sum: 5)))])
        let twice = gauge("x_y", [("a.b", "1")])
        var many = gauge("many")
        many.points += many.points

        try await expectValid([histogram, twice, gauge("x.y.count"), gauge("x.y.sum.total"), many, many])
    }

    @Test func randomFamilies() async throws {
        var numbers = SeededNumbers.anew(in: "PromtoolTests")
        for _ in 0..<20 {
            let families = (0..<50).map { _ in MetricFamily.random(&numbers) }
            let answer = try await Promtool.check(ExpositionFormat.prometheus.text(of: families))
            // 1 is for what can't be read; 3 for names against the conventions, which random ones are.
            #expect(answer.status == 0 || answer.status == 3, "\(answer.text)")
        }
    }
}
