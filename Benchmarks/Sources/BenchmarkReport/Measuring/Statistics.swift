/// Figures of all rounds, or of all operations.
package struct Statistics {
    private let sorted: [Double]

    package init(_ values: [Double]) { sorted = values.sorted() }

    package var isEmpty: Bool { sorted.isEmpty }
    package var median: Double { quantile(0.5) }

    /// By the nearest rank; NaN when there are no values.
    package func quantile(_ share: Double) -> Double {
        guard !sorted.isEmpty else { return .nan }
        let rank = Int((share * Double(sorted.count)).rounded(.up)) - 1
        return sorted[min(max(rank, 0), sorted.count - 1)]
    }

    /// From the least to the greatest, as a share of the median.
    package var spread: Double {
        guard let least = sorted.first, let greatest = sorted.last, median != 0 else { return 0 }
        return (greatest - least) / median
    }
}
