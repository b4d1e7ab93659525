/// Writes families, one after the other.
struct ExpositionText {
    private let format: ExpositionFormat
    private(set) var text = ""

    init(_ format: ExpositionFormat) {
        self.format = format
    }

    mutating func add(_ family: ExposedFamily) {
        let name = format == .openMetrics ? family.name.family : family.name.series
        text += "# HELP \(name) \(escaped(family.help, quotes: format == .openMetrics))\n"
        text += "# TYPE \(name) \(family.kind.rawValue)\n"
        if format == .openMetrics, !family.name.unit.isEmpty { text += "# UNIT \(name) \(family.name.unit)\n" }
        for point in family.points {
            let labels = point.labels.map { "\($0.name)=\"\(escaped($0.value, quotes: true))\"" }.joined(separator: ",")
            switch point.value {
            case .number(let number): line(family.name.series, labels, PrometheusNumber.text(number))
            case .histogram(let histogram): add(histogram, labels, family.name.family)
            }
        }
    }

    mutating func end() {
        if format == .openMetrics { text += "# EOF\n" }
    }

    private mutating func add(_ histogram: MetricFamily.Histogram, _ labels: String, _ name: String) {
        var count = 0
        for (index, added) in histogram.counts.enumerated() {
            count += added
            let bound = index < histogram.bounds.count ? histogram.bounds[index] : .infinity
            let upTo = "le=\"\(PrometheusNumber.text(bound))\""
            line(name + "_bucket", labels.isEmpty ? upTo : labels + "," + upTo, "\(count)")
        }
        // A sum that may go down is no counter; OpenMetrics wants both or neither.
        guard histogram.bounds.first ?? 0 >= 0, histogram.sum >= 0 else { return }
        line(name + "_count", labels, "\(count)")
        line(name + "_sum", labels, PrometheusNumber.text(histogram.sum))
    }

    private mutating func line(_ name: String, _ labels: String, _ value: String) {
        text += labels.isEmpty ? "\(name) \(value)\n" : "\(name){\(labels)} \(value)\n"
    }

    /// By Unicode scalars: a line feed after a carriage return is one character with it.
    private func escaped(_ text: String, quotes: Bool) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": escaped += "\\\\"
            case "\n": escaped += "\\n"
            case "\"" where quotes: escaped += "\\\""
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
