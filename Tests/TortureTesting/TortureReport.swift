/// What came of it.
public struct TortureReport: Sendable, CustomStringConvertible {
    public let seed: UInt64
    /// What should not have happened, in words; none if all is well.
    public let violations: [String]
    public let operations: Int
    public let faults: Int
    public let description: String

    init(seed: UInt64, _ tally: Tally.Contents) {
        self.seed = seed
        violations = tally.violations
        operations = tally.ended
        faults = tally.faults.values.reduce(0, +)
        var lines = ["\(tally.ended) operations:"]
        for (kind, outcomes) in tally.outcomes.sorted(by: { $0.key < $1.key }) {
            let texts = outcomes.sorted { $0.value > $1.value }.map { "\($0.key) \($0.value)" }
            lines.append("  \(kind): \(texts.joined(separator: ", "))")
        }
        let harm = tally.faults.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        lines.append("\(faults) faults: \(harm.joined(separator: ", "))")
        let quantiles = [0.5, 0.9, 0.99, 0.999].map { share in
            "\(share * 100) % within \((tally.latencies.quantile(share) / .milliseconds(1)).rounded()) ms"
        }
        lines.append("latency: \(quantiles.joined(separator: ", "))")
        for text in violations.prefix(50) { lines.append("VIOLATION: \(text)") }
        lines.append("seed \(seed): " + (violations.isEmpty ? "all is well" : "\(violations.count) violations"))
        description = lines.joined(separator: "\n")
    }
}
