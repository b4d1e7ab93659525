/// Requests whose keys' popularity falls with a power of their rank: key k is asked for in proportion to 1 / (k + 1)ˢ.
public struct Zipf: Sendable {
    private var sums: [Double] = []

    public init(keys: Int, exponent: Double) {
        // Powers by repeated square roots: exact for multiples of 1/16.
        let sixteenths = max(Int((exponent * 16).rounded()), 0)
        var sum = 0.0
        for rank in 1...max(keys, 1) {
            var root = Double(rank)
            for _ in 0..<4 { root = root.squareRoot() }
            var power = 1.0
            for _ in 0..<sixteenths { power *= root }
            sum += 1 / power
            sums.append(sum)
        }
    }

    public func sequence(_ count: Int, seed: UInt64) -> [Int] {
        var generator = SplitMix64(seed: seed)
        return (0..<count).map { _ in key(&generator) }
    }

    package func key(_ generator: inout SplitMix64) -> Int {
        let wanted = Double.random(in: 0..<(sums.last ?? 1), using: &generator)
        var (low, high) = (0, sums.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if sums[middle] > wanted { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
