import Metrics
import Testing

@testable import DatabaseMonitoring

@Suite("A registry used by many at once") struct RegistryConcurrencyTests {
    @Test func nothingIsLost() async {
        let registry = MetricsRegistry()
        let (tasks, rounds) = (8, 5000)

        await withTaskGroup { group in
            for task in 0..<tasks {
                group.addTask { Self.record(registry, task, rounds) }
            }
            group.addTask {
                for _ in 0..<50 { Self.expectSense(registry.families()) }
            }
        }

        let families = registry.families()
        #expect(Self.numbers(families, "counter").reduce(0, +) == Double(tasks * rounds) * 1.5)
        #expect(Self.numbers(families, "meter") == [0])
        guard case .histogram(let histogram) = families.first(where: { $0.name == "timer" })?.points[0].value else {
            Issue.record("no histogram")
            return
        }
        #expect(histogram.count == 2 * tasks * rounds)
        #expect(abs(histogram.sum - Double(tasks * rounds) * 0.75) < 1e-6)
    }

    private static func record(_ registry: MetricsRegistry, _ task: Int, _ rounds: Int) {
        let timer = Timer(label: "timer", factory: registry)
        let recorder = Recorder(label: "timer", factory: registry)
        let meter = Meter(label: "meter", factory: registry)
        for round in 0..<rounds {
            let labels = [("series", "\(round % 7)"), ("task", "\(task % 2)")]
            Counter(label: "counter", dimensions: labels, factory: registry).increment()
            FloatingPointCounter(label: "counter", dimensions: labels, factory: registry).increment(by: 0.5)
            timer.recordMilliseconds(500)
            recorder.record(0.25)
            meter.increment(by: 3)
            meter.decrement(by: 3)
        }
    }

    private static func expectSense(_ families: [MetricFamily]) {
        #expect(families.map(\.name) == families.map(\.name).sorted())
        #expect(ExposedFamily.all(of: families).dropped.isEmpty)
    }

    private static func numbers(_ families: [MetricFamily], _ name: String) -> [Double] {
        families.first { $0.name == name }?.points.compactMap {
            if case .number(let number) = $0.value { number } else { nil }
        } ?? []
    }
}
