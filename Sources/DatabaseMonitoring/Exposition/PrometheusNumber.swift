/// Numbers as both formats write them.
enum PrometheusNumber {
    /// The shortest text that reads back as the same number. Powers of ten as OpenMetrics 1.0 wants them (*Canonical
    /// Numbers*), so that a bucket is the same series in either format.
    static func text(_ number: Double) -> String {
        if number.isNaN { return "NaN" }
        if number.isInfinite { return number > 0 ? "+Inf" : "-Inf" }
        return largePowers[number] ?? "\(number)"
    }

    private static let largePowers: [Double: String] = [
        1e6: "1e+06", 1e7: "1e+07", 1e8: "1e+08", 1e9: "1e+09", 1e10: "1e+10",
    ]
}
