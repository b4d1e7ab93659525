import TestServers

@testable import DatabaseMonitoring

extension MetricFamily {
    /// Few letters, so that names clash; some of them nasty.
    static func random(_ numbers: inout SeededNumbers) -> MetricFamily {
        let kind = [Kind.counter, .gauge, .histogram][numbers.number(0...2)]
        let unit = ["", "s", "By", "1", "{row}", "ms", "By/s", "%", "{"][numbers.number(0...8)]
        return MetricFamily(
            name: text(&numbers) + ["", ".total", ".count", ".bucket", ".seconds"][numbers.number(0...4)], kind: kind,
            unit: unit, help: text(&numbers),
            points: (0..<numbers.number(0...4)).map { _ in point(&numbers) })
    }

    private static func point(_ numbers: inout SeededNumbers) -> Point {
        let labels = (0..<numbers.number(0...3)).map { _ in Label(text(&numbers), text(&numbers)) }
        guard numbers.happens(50) else {
            let value = [0, 1, -1, 0.1, 1e9, .nan, .infinity, -.infinity][numbers.number(0...7)]
            return Point(labels: labels, value: .number(value))
        }
        let bounds: [Double] = [[], [1], [-1, 1], [0.001, 1e6], [2, 1], [.infinity]][numbers.number(0...5)]
        let counts = (0..<(bounds.count + numbers.number(0...1))).map { _ in numbers.number(-1...9) }
        return Point(labels: labels, value: .histogram(.init(bounds: bounds, counts: counts, sum: 1.5)))
    }

    private static func text(_ numbers: inout SeededNumbers) -> String {
        let letters = ["a", "b", ".", "_", "1", "\"", "\\", "\n", "ü", "le", "\r\n", "{"]
        return (0..<numbers.number(0...3)).map { _ in letters[numbers.number(0...letters.count - 1)] }.joined()
    }
}
