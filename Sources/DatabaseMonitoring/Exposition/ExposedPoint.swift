/// One series, with labels and a value that may be written.
struct ExposedPoint: Equatable {
    struct Label: Hashable {
        let name: String
        let value: String
    }

    /// By name. Without those that have no value: a label without value is none.
    let labels: [Label]
    let value: MetricFamily.Point.Value

    /// Nil for a value that the kind can't have: a counter that is below zero or not a number, a histogram whose buckets
    /// don't fit its bounds.
    init?(_ point: MetricFamily.Point, _ kind: MetricFamily.Kind) {
        switch (point.value, kind) {
        case (.number(let number), .counter):
            guard number >= 0 else { return nil }
        case (.number, .gauge): break
        case (.histogram(let histogram), .histogram):
            guard Self.isValid(histogram) else { return nil }
        default: return nil
        }
        value = point.value
        labels = Self.labels(point.labels)
    }

    /// Names that become the same one have their values joined by `;`, in the order of the names that they were.
    private static func labels(_ labels: [MetricFamily.Label]) -> [Label] {
        var values: [String: [String]] = [:]
        for label in labels.sorted(by: { $0.name < $1.name }) where !label.value.isEmpty {
            values[PrometheusName.label(label.name), default: []].append(label.value)
        }
        return values.sorted { $0.key < $1.key }.map { Label(name: $0.key, value: $0.value.joined(separator: ";")) }
    }

    private static func isValid(_ histogram: MetricFamily.Histogram) -> Bool {
        let bounds = histogram.bounds
        return histogram.counts.count == bounds.count + 1 && histogram.counts.allSatisfy { $0 >= 0 }
            && bounds.allSatisfy(\.isFinite) && zip(bounds, bounds.dropFirst()).allSatisfy { $0 < $1 }
    }
}
