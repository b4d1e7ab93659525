/// Units as UCUM writes them, and what they are called at the end of a name.
enum PrometheusUnit {
    private static let words = [
        "d": "days", "h": "hours", "min": "minutes", "s": "seconds", "ms": "milliseconds", "us": "microseconds",
        "ns": "nanoseconds",
        "bit": "bits", "By": "bytes", "KiBy": "kibibytes", "MiBy": "mebibytes", "GiBy": "gibibytes",
        "TiBy": "tebibytes", "kBy": "kilobytes", "KBy": "kilobytes", "MBy": "megabytes", "GBy": "gigabytes",
        "TBy": "terabytes",
        "m": "meters", "g": "grams", "V": "volts", "A": "amperes", "J": "joules", "W": "watts", "Hz": "hertz",
        "Cel": "celsius", "%": "percent",
    ]

    private static let single = [
        "s": "second", "min": "minute", "h": "hour", "d": "day", "ms": "millisecond", "m": "meter",
    ]

    /// Empty when nothing is added: what stands in braces says what is counted, which is no unit. A share of one is a
    /// ratio only where it can be read off: as a gauge.
    static func name(of unit: String, kind: MetricFamily.Kind) -> String {
        let plain = withoutAnnotations(unit)
        guard plain != "1" else { return kind == .gauge ? "ratio" : "" }
        let halves = plain.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let first = halves.first else { return "" }
        let numerator = first == "1" ? "" : words[first] ?? PrometheusName.plain(first)
        guard halves.count == 2, !halves[1].isEmpty else { return numerator }
        let denominator = single[halves[1]] ?? PrometheusName.plain(halves[1])
        return numerator.isEmpty ? "per_\(denominator)" : "\(numerator)_per_\(denominator)"
    }

    private static func withoutAnnotations(_ unit: String) -> String {
        var (plain, depth) = ("", 0)
        for character in unit where character != " " {
            switch character {
            case "{": depth += 1
            case "}": depth = max(0, depth - 1)
            default: if depth == 0 { plain.append(character) }
            }
        }
        return plain
    }
}
