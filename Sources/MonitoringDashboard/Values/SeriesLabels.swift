import DatabaseMonitoring

extension Dictionary where Key == String, Value == Double {
    /// The values of a metric's series, by the text of their labels' values, in the order of the text.
    func byLabel(_ metric: MonitorMetric) -> [(labels: [String], value: Double)] {
        let start = metric.name + "{"
        return compactMap { key, value in
            guard key.hasPrefix(start), key.hasSuffix("}") else { return nil }
            let pairs = key.dropFirst(start.count).dropLast().split(separator: ",")
            return (pairs.map { $0.split(separator: "=", maxSplits: 1).last.map(String.init) ?? "" }, value)
        }.sorted { $0.labels.lexicographicallyPrecedes($1.labels) }
    }
}
