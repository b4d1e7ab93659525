public import Metrics

extension MetricsRegistry: MetricsFactory {
    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        counter(label, dimensions)
    }

    public func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        counter(label, dimensions)
    }

    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        gauge(label, dimensions)
    }

    public func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        if aggregate {
            histogram(label, dimensions, isTimer: false)
        } else {
            gauge(label, dimensions)
        }
    }

    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        histogram(label, dimensions, isTimer: true)
    }

    // MARK: Destroying

    /// Keeps the value: a counter that went away and came back would look like one that had been reset, and others may
    /// still count in the same series.
    public func destroyCounter(_ handler: any CounterHandler) {}

    /// Keeps the value, as for other counters.
    public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}

    /// Shows the gauge no longer: its last value would stand for a thing that is gone. It is there again once it's set.
    public func destroyMeter(_ handler: any MeterHandler) {
        (handler as? GaugeSeries)?.clear()
    }

    /// Keeps a histogram, as counters; shows a gauge no longer.
    public func destroyRecorder(_ handler: any RecorderHandler) {
        (handler as? GaugeSeries)?.clear()
    }

    /// Keeps the histogram, as counters.
    public func destroyTimer(_ handler: any TimerHandler) {}

    // MARK: Series

    private func counter(_ name: String, _ labels: [(String, String)]) -> CounterSeries {
        let limit = maxSeries
        guard let metric = metric(name, orMake: { _ in .counter(.init(limit: limit) { CounterSeries() }) }) else {
            drop(for: .metrics)
            return nowhere.counter
        }
        guard case .counter(let all) = metric else {
            drop(for: .kind)
            return nowhere.counter
        }
        return own(all.series(labels))
    }

    private func gauge(_ name: String, _ labels: [(String, String)]) -> GaugeSeries {
        let limit = maxSeries
        guard let metric = metric(name, orMake: { _ in .gauge(.init(limit: limit) { GaugeSeries() }) }) else {
            drop(for: .metrics)
            return nowhere.gauge
        }
        guard case .gauge(let all) = metric else {
            drop(for: .kind)
            return nowhere.gauge
        }
        return own(all.series(labels))
    }

    private func histogram(_ name: String, _ labels: [(String, String)], isTimer: Bool) -> HistogramSeries {
        let limit = maxSeries
        let metric = metric(name) { description in
            let bounds = description.bounds(isTimer: isTimer)
            return .histogram(.init(limit: limit) { HistogramSeries(bounds: bounds) }, isTimer: isTimer)
        }
        guard let metric else {
            drop(for: .metrics)
            return nowhere.histogram
        }
        guard case .histogram(let all, _) = metric else {
            drop(for: .kind)
            return nowhere.histogram
        }
        return own(all.series(labels))
    }

    private func own<Series>(_ found: (series: Series, isOwn: Bool)) -> Series {
        if !found.isOwn { drop(for: .series) }
        return found.series
    }
}
