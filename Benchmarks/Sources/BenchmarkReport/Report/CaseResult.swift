/// What came of a case: medians over the rounds.
package struct CaseResult: Sendable {
    package let id: String
    package let title: String
    package let unit: String
    package let reference: String?
    package let value: Double
    package let referenceValue: Double?
    /// More than 1 is better than the reference. The median of the rounds' ratios, so that a round in which the machine
    /// was slow for both sides doesn't count as a difference.
    package let ratio: Double?
    /// From the least to the greatest value, as a share of the median.
    package let spread: Double
    package let percentile99: Double?
    package let referencePercentile99: Double?
    package let cpu: Double?
    package let referenceCPU: Double?
    /// Further figures, by name.
    package let details: [String: Double]

    init<Server>(_ series: Series<Server>) {
        let measured = series.measured
        id = measured.id
        title = measured.title
        unit = measured.unit
        reference = measured.reference
        let values = Statistics(series.samples.map(\.value))
        value = values.median
        spread = values.spread
        referenceValue = Self.median(series.references.map(\.value))
        let pairs = zip(series.samples, series.references)
        ratio = Self.median(
            pairs.map { measured.lessIsBetter ? $1.value / $0.value : $0.value / $1.value })
        percentile99 = Self.median(series.samples.map(\.percentile99))
        referencePercentile99 = Self.median(series.references.map(\.percentile99))
        cpu = Self.median(series.samples.map(\.cpuMicrosecondsPerOperation))
        referenceCPU = Self.median(series.references.map(\.cpuMicrosecondsPerOperation))
        let compared = series.references.flatMap(\.details).filter(\.isCompared)
        details = Self.summaries(of: series.samples.flatMap(\.details) + compared.map(\.ofReference))
    }

    private static func median(_ values: [Double?]) -> Double? {
        let known = Statistics(values.compactMap { $0 })
        return known.isEmpty ? nil : known.median
    }

    private static func summaries(of details: [Sample.Detail]) -> [String: Double] {
        Dictionary(grouping: details, by: \.name).compactMapValues { details in
            let values = details.map(\.value)
            return switch details.first?.summary {
            case .median: Statistics(values).median
            case .greatest: values.max()
            case .sum: values.reduce(0, +)
            case nil: nil
            }
        }
    }
}
