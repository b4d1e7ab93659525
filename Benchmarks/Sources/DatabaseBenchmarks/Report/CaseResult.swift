/// What came of a case: medians over the rounds.
struct CaseResult: Sendable {
    let id: String
    let title: String
    let unit: String
    let reference: String?
    let value: Double
    let referenceValue: Double?
    /// More than 1 is better than the reference. The median of the rounds' ratios, so that a round in which the machine
    /// was slow for both sides doesn't count as a difference.
    let ratio: Double?
    /// From the least to the greatest value, as a share of the median.
    let spread: Double
    let percentile99: Double?
    let referencePercentile99: Double?
    let cpu: Double?
    let referenceCPU: Double?

    init(_ series: Series) {
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
    }

    private static func median(_ values: [Double?]) -> Double? {
        let known = Statistics(values.compactMap { $0 })
        return known.isEmpty ? nil : known.median
    }
}
