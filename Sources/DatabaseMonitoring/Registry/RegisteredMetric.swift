/// A metric with its series, of the kind that it had when it was first used.
enum RegisteredMetric: Sendable {
    case counter(SeriesStore<CounterSeries>)
    case gauge(SeriesStore<GaugeSeries>)
    case histogram(SeriesStore<HistogramSeries>, isTimer: Bool)

    func family(named name: String, _ description: MetricDescription?) -> MetricFamily {
        let (kind, points, unit): (MetricFamily.Kind, [MetricFamily.Point], String?) =
            switch self {
            case .counter(let all): (.counter, all.points, description?.unit)
            case .gauge(let all): (.gauge, all.points, description?.unit)
            case .histogram(let all, let isTimer): (.histogram, all.points, isTimer ? "s" : description?.unit)
            }
        return MetricFamily(
            name: name, kind: kind, unit: unit ?? "", help: description?.help ?? "", points: points)
    }
}
