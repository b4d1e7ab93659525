import Metrics
import Testing

@testable import DatabaseMonitoring

@Suite("The series of a registry") struct RegistrySeriesTests {
    private func points(_ registry: MetricsRegistry, _ name: String) -> [[String: String]: Double] {
        let family = registry.families().first { $0.name == name }
        return Dictionary(
            uniqueKeysWithValues: (family?.points ?? []).map { point in
                guard case .number(let number) = point.value else { return ([:], -1) }
                return (Dictionary(uniqueKeysWithValues: point.labels.map { ($0.name, $0.value) }), number)
            })
    }

    @Test func theSameLabelsAreTheSameSeriesInAnyOrder() {
        let registry = MetricsRegistry()

        for _ in 0..<2 {
            Counter(label: "requests", dimensions: [("a", "1"), ("b", "2")], factory: registry).increment()
            Counter(label: "requests", dimensions: [("b", "2"), ("a", "1")], factory: registry).increment()
        }
        Counter(label: "requests", dimensions: [("a", "2"), ("b", "1")], factory: registry).increment()

        #expect(points(registry, "requests") == [["a": "1", "b": "2"]: 4, ["a": "2", "b": "1"]: 1])
    }

    @Test func ofALabelThatIsThereTwiceTheLastCounts() {
        let registry = MetricsRegistry()

        Counter(label: "requests", dimensions: [("a", "1"), ("a", "2")], factory: registry).increment()

        #expect(points(registry, "requests") == [["a": "2"]: 1])
    }

    @Test func beyondTheLimitAllIsCountedTogether() {
        let registry = MetricsRegistry(maxSeries: 3)

        for number in 0..<10 {
            Counter(label: "requests", dimensions: [("route", "\(number)")], factory: registry).increment()
        }
        Counter(label: "requests", dimensions: [("path", "x")], factory: registry).increment()
        Counter(label: "requests", dimensions: [("route", "1")], factory: registry).increment()

        let expected: [[String: String]: Double] = [
            ["route": "0"]: 1, ["route": "1"]: 2, ["route": "2"]: 1, ["route": "other"]: 8,
        ]
        #expect(points(registry, "requests") == expected)
        #expect(points(registry, MetricsRegistry.droppedName)[["reason": "series_limit"]] == 8)
        #expect(registry.dropped == 8)
    }

    @Test func aSeriesThatIsCalledOtherIsOneOfItsOwn() {
        let registry = MetricsRegistry(maxSeries: 1)

        Counter(label: "requests", dimensions: [("route", "other")], factory: registry).increment()
        Counter(label: "requests", dimensions: [("route", "1")], factory: registry).increment()

        let family = registry.families().first { $0.name == "requests" }
        #expect(family?.points.count == 2)
        #expect(ExposedFamily.all(of: [family].compactMap { $0 }).families[0].points.count == 1)
    }

    @Test func beyondTheLimitMetricsAreCountedAndGoNowhere() {
        let registry = MetricsRegistry(maxMetrics: 2)

        for number in 0..<5 { Counter(label: "metric\(number)", factory: registry).increment() }
        Timer(label: "duration", factory: registry).recordSeconds(1)
        Meter(label: "size", factory: registry).set(1)

        #expect(registry.families().map(\.name) == [MetricsRegistry.droppedName, "metric0", "metric1"])
        #expect(points(registry, MetricsRegistry.droppedName)[["reason": "metric_limit"]] == 5)
    }

    @Test func aNameOfTwoKindsKeepsTheFirst() {
        let registry = MetricsRegistry()

        Counter(label: "x", factory: registry).increment()
        Meter(label: "x", factory: registry).set(9)
        Timer(label: "x", factory: registry).recordSeconds(1)
        Recorder(label: "x", factory: registry).record(1)

        #expect(points(registry, "x") == [[:]: 1])
        #expect(points(registry, MetricsRegistry.droppedName)[["reason": "other_kind"]] == 3)
    }

    @Test func longLabelsAreCut() {
        let registry = MetricsRegistry()
        let long = String(repeating: "é", count: 300)

        for ending in ["a", "b"] {
            Counter(label: "requests", dimensions: [(long, long + ending)], factory: registry).increment()
        }
        let many = (100..<200).map { ("label\($0)", "1") }
        Counter(label: "others", dimensions: many, factory: registry).increment()

        let cut = String(repeating: "é", count: 128)
        #expect(points(registry, "requests") == [[cut: cut]: 2])
        #expect(points(registry, "others").keys.first?.count == LabelSet.maxCount)
    }

    @Test func familiesAndSeriesAreSorted() {
        let registry = MetricsRegistry()

        for name in ["b", "a", "c"] {
            for value in ["2", "1", "3"] {
                Counter(label: name, dimensions: [("x", value)], factory: registry).increment()
            }
        }

        let families = registry.families()
        #expect(families.map(\.name) == ["a", "b", MetricsRegistry.droppedName, "c"])
        #expect(families[0].points.map { $0.labels[0].value } == ["1", "2", "3"])
    }

    @Test func destroyedCountersAndHistogramsKeepTheirValues() {
        let registry = MetricsRegistry()
        let (counter, timer) = (Counter(label: "x", factory: registry), Timer(label: "t", factory: registry))
        counter.increment(by: 2)
        timer.recordSeconds(1)

        counter.destroy()
        timer.destroy()
        Counter(label: "x", factory: registry).increment()

        #expect(points(registry, "x") == [[:]: 3])
        #expect(registry.families().contains { $0.name == "t" })
    }

    @Test func aDestroyedGaugeIsNotThereUntilItIsSetAgain() {
        let registry = MetricsRegistry()
        let meter = Meter(label: "x", factory: registry)
        meter.set(2)

        meter.destroy()
        #expect(points(registry, "x").isEmpty)

        Meter(label: "x", factory: registry).increment(by: 3)
        #expect(points(registry, "x") == [[:]: 3])
    }
}
