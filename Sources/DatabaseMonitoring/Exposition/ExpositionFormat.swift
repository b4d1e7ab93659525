/// How metrics are written for Prometheus.
public enum ExpositionFormat: Sendable, Hashable, CaseIterable {
    /// Prometheus' text format, version 0.0.4.
    case prometheus
    /// OpenMetrics, version 1.0.0.
    case openMetrics

    public var contentType: String {
        switch self {
        case .prometheus: "text/plain; version=0.0.4; charset=utf-8"
        case .openMetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8"
        }
    }

    /// The format that a request prefers by its `Accept` header (RFC 9110, section 12.5.1).
    ///
    /// ``prometheus`` when it has none, prefers neither, or accepts neither: a scraper that gets a text which it did not
    /// ask for can still say so.
    ///
    /// - Parameter header: several headers are joined by commas.
    public init(accept header: String?) {
        let accepted = AcceptHeader(header ?? "")
        let (text, open) = (
            accepted.weight(of: "text/plain", version: "0.0.4"),
            accepted.weight(of: "application/openmetrics-text", version: "1.0.0")
        )
        self = open > text ? .openMetrics : .prometheus
    }

    /// What `/metrics` answers.
    ///
    /// Valid whatever the names, labels and values are. One series that is there twice makes Prometheus refuse a whole
    /// scrape: families that get the same name are one, if they are of the same kind, otherwise only the first is shown;
    /// so is the first of series with the same labels. What a kind can't have is left out: a counter below zero.
    ///
    /// Takes time proportional to the number of series: about 10 ms for a thousand histograms.
    public func text(of families: [MetricFamily]) -> String {
        var text = ExpositionText(self)
        for family in ExposedFamily.all(of: families).families { text.add(family) }
        text.end()
        return text.text
    }

    /// The names of families that ``text(of:)`` leaves out, since an earlier one of another kind gets the same name.
    public static func clashes(in families: [MetricFamily]) -> [String] {
        ExposedFamily.all(of: families).dropped
    }
}
