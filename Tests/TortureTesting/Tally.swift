import Synchronization

/// What happened so far.
final class Tally: Sendable {
    struct Contents {
        /// By kind of operation, then by outcome.
        var outcomes: [String: [String: Int]] = [:]
        var faults: [String: Int] = [:]
        var latencies = LatencyCounts()
        var violations: [String] = []
        var begun = 0
        var ended = 0
    }

    private let contents = Mutex(Contents())

    var now: Contents { contents.withLock { $0 } }

    func began() { contents.withLock { $0.begun += 1 } }

    func ended(_ kind: Operation, _ outcome: String, after time: Duration) {
        contents.withLock { contents in
            contents.ended += 1
            contents.outcomes["\(kind)", default: [:]][outcome, default: 0] += 1
            contents.latencies.add(time)
        }
    }

    func fault(_ name: String) { contents.withLock { $0.faults[name, default: 0] += 1 } }

    func violation(_ text: String) { contents.withLock { $0.violations.append(text) } }
}

/// Times in classes that grow by a tenth.
struct LatencyCounts {
    private var counts = Array(repeating: 0, count: 220)
    private var total = 0

    mutating func add(_ time: Duration) {
        var (index, bound) = (0, 10.0)
        let microseconds = time / .microseconds(1)
        while bound < microseconds, index < counts.count - 1 { (index, bound) = (index + 1, bound * 1.1) }
        counts[index] += 1
        total += 1
    }

    /// The upper bound of the class in which this share of all ends.
    func quantile(_ share: Double) -> Duration {
        var (left, bound) = (share * Double(total), 10.0)
        for count in counts {
            left -= Double(count)
            if left <= 0 { break }
            bound *= 1.1
        }
        return .microseconds(Int64(bound))
    }
}
