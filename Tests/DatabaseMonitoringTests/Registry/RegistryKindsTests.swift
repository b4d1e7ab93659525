import Metrics
import Testing

@testable import DatabaseMonitoring

@Suite("What a registry keeps, by kind") struct RegistryKindsTests {
    private let registry = MetricsRegistry()

    private func family(_ name: String) -> MetricFamily? {
        registry.families().first { $0.name == name }
    }

    private func number(_ name: String) -> Double? {
        guard case .number(let number) = family(name)?.points.first?.value else { return nil }
        return number
    }

    private func histogram(_ name: String) -> MetricFamily.Histogram? {
        guard case .histogram(let histogram) = family(name)?.points.first?.value else { return nil }
        return histogram
    }

    @Test func aCounterGrows() {
        let counter = Counter(label: "requests", factory: registry)

        counter.increment()
        counter.increment(by: 4)

        #expect(family("requests")?.kind == .counter)
        #expect(number("requests") == 5)
    }

    @Test func aCounterIsThereBeforeAnythingIsCounted() {
        _ = Counter(label: "requests", factory: registry)

        #expect(number("requests") == 0)
    }

    @Test func aCounterNeverGoesDown() {
        let counter = Counter(label: "requests", factory: registry)
        let parts = FloatingPointCounter(label: "requests", factory: registry)

        counter.increment(by: 5)
        counter.increment(by: -3)
        parts.increment(by: 0.5)
        parts.increment(by: -1)
        parts.increment(by: Double.nan)
        parts.increment(by: Double.infinity)

        #expect(number("requests") == 5.5)
    }

    @Test func aCounterThatOverflowsStartsAgain() {
        let counter = Counter(label: "requests", factory: registry)

        counter.increment(by: Int64.max)
        counter.increment(by: 1)

        #expect(number("requests") == 0)
    }

    @Test func aCounterThatIsResetIsZero() {
        let counter = Counter(label: "requests", factory: registry)

        counter.increment(by: 5)
        counter.reset()

        #expect(number("requests") == 0)
    }

    @Test func aMeterGoesUpAndDown() {
        let meter = Meter(label: "connections", factory: registry)

        meter.set(7)
        meter.increment(by: 2.5)
        meter.decrement(by: 4)

        #expect(family("connections")?.kind == .gauge)
        #expect(number("connections") == 5.5)
    }

    @Test func aMeterThatWasNeverSetStartsAtZero() {
        let meter = Meter(label: "connections", factory: registry)
        #expect(family("connections") == nil)

        meter.increment()

        #expect(number("connections") == 1)
    }

    @Test func aRecorderThatDoesNotAggregateIsAGauge() {
        let recorder = Recorder(label: "size", aggregate: false, factory: registry)

        recorder.record(3)
        recorder.record(2.5)

        #expect(family("size")?.kind == .gauge)
        #expect(number("size") == 2.5)
    }

    @Test func aRecorderIsAHistogram() {
        registry.describe("rows", unit: "{row}", buckets: [1, 10])
        let recorder = Recorder(label: "rows", factory: registry)

        for rows in [0, 1, 2, 10, 11, 1000] { recorder.record(rows) }

        #expect(family("rows")?.kind == .histogram)
        #expect(histogram("rows") == .init(bounds: [1, 10], counts: [2, 2, 2], sum: 1024))
    }

    @Test func aTimerIsAHistogramOfSeconds() {
        registry.describe("duration", unit: "ms", buckets: [0.005, 1])
        let timer = Timer(label: "duration", factory: registry)

        timer.recordNanoseconds(5_000_000)
        timer.recordMilliseconds(6)
        timer.recordSeconds(2)
        timer.recordNanoseconds(-1)

        #expect(family("duration")?.unit == "s")
        #expect(histogram("duration") == .init(bounds: [0.005, 1], counts: [2, 1, 1], sum: 2.011))
    }

    @Test func aHistogramIgnoresWhatIsNotFinite() {
        let recorder = Recorder(label: "rows", factory: registry)

        for value in [Double.nan, .infinity, -.infinity] { recorder.record(value) }

        #expect(histogram("rows")?.count == 0)
        #expect(histogram("rows")?.sum == 0)
    }

    @Test func bucketsAreSortedAndFinite() {
        registry.describe("rows", buckets: [10, .infinity, 1, 10, .nan, 5])
        _ = Recorder(label: "rows", factory: registry)

        #expect(histogram("rows")?.bounds == [1, 5, 10])
    }

    @Test func whatNobodyHasDescribedHasUsualBuckets() {
        _ = Timer(label: "duration", factory: registry)
        _ = Recorder(label: "rows", factory: registry)

        #expect(histogram("duration")?.bounds == MetricDescription.durations)
        #expect(histogram("rows")?.bounds == MetricDescription.sizes)
    }

    @Test func descriptionsAreShown() {
        registry.describe("requests", unit: "{request}", help: "Requests answered.")
        _ = Counter(label: "requests", factory: registry)

        #expect(family("requests")?.unit == "{request}")
        #expect(family("requests")?.help == "Requests answered.")
    }
}
