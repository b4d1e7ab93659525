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
            switch point.value {
            case .number(let number): line(family.name.series, point.labels, PrometheusNumber.text(number))
            case .histogram(let histogram): add(histogram, point.labels, family.name.family)
            }
        }
    }

    mutating func end() {
        if format == .openMetrics { text += "# EOF\n" }
    }

    private mutating func add(_ histogram: MetricFamily.Histogram, _ labels: [ExposedPoint.Label], _ name: String) {
        var count = 0
        for (index, added) in histogram.counts.enumerated() {
            count += added
            let bound = index < histogram.bounds.count ? histogram.bounds[index] : .infinity
            line(name + "_bucket", labels, "\(count)", upTo: PrometheusNumber.text(bound))
        }
        line(name + "_count", labels, "\(count)")
        // A sum that may go down is no counter.
        if histogram.bounds.first ?? 0 >= 0, histogram.sum >= 0 {
            line(name + "_sum", labels, PrometheusNumber.text(histogram.sum))
        }
    }

    private mutating func line(
        _ name: String, _ labels: [ExposedPoint.Label], _ value: String, upTo bound: String? = nil
    ) {
        var written = labels.map { "\($0.name)=\"\(escaped($0.value, quotes: true))\"" }
        if let bound { written.append("le=\"\(bound)\"") }
        text += written.isEmpty ? "\(name) \(value)\n" : "\(name){\(written.joined(separator: ","))} \(value)\n"
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
