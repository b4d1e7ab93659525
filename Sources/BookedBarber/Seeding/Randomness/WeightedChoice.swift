/// Values that are drawn in proportion to their weights.
struct WeightedChoice<Value: Sendable>: Sendable {
    private let values: [Value]
    /// Sums of the weights so far.
    private let cumulative: [Int]

    /// - Parameter weights: at least one above zero, none below.
    init(_ values: [Value], weights: [Int]) {
        precondition(values.count == weights.count && weights.contains { $0 > 0 }, "a weight for each value")
        self.values = values
        var sum = 0
        cumulative = weights.map { weight in
            sum += weight
            return sum
        }
    }

    init(_ weights: KeyValuePairs<Value, Int>) {
        self.init(weights.map(\.key), weights: weights.map(\.value))
    }

    func draw(_ random: inout SeededRandom) -> Value {
        let point = random.below(cumulative[cumulative.count - 1])
        var (low, high) = (0, cumulative.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if cumulative[middle] > point { high = middle } else { low = middle + 1 }
        }
        return values[low]
    }
}
