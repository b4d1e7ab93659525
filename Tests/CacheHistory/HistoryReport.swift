/// What came out of a run.
public struct HistoryReport: Sendable {
    public var violations: [String]
    public var reads = 0
    public var writes = 0
    /// Calls of `invalidate` that have returned without an error.
    public var invalidations = 0
    /// Writes whose processes could not know whether they were committed.
    public var unknown = 0
    /// Of those, how many were.
    public var unknownCommitted = 0
    /// Writes that were committed and whose processes died before they said so.
    public var unreported = 0
    /// Reads and writes that failed.
    public var failures = 0
    /// Why reads did, by the beginning of the error.
    public var reasons: [String: Int] = [:]
    public var faults: [String: Int]
    /// How long PostgreSQL could not be asked by anybody, in seconds.
    public var outage: Double
    /// How long after a commit reads didn't see it, in milliseconds: median, 99th percentile and longest of those that
    /// didn't.
    public var staleReads: Int
    public var staleness: (median: Double, p99: Double, longest: Double)

    init(_ check: HistoryCheck, _ truth: HistoryTruth, _ faults: [String: Int]) {
        violations = check.violations()
        self.faults = faults
        outage = check.outages.reduce(0) { $0 + Double($1.end - $1.begin) / 1e9 }
        let stale = check.staleness
        func quantile(_ share: Double) -> Double {
            stale.isEmpty ? 0 : Double(stale[min(stale.count - 1, Int(Double(stale.count) * share))]) / 1e6
        }
        staleReads = stale.count
        staleness = (quantile(0.5), quantile(0.99), stale.last.map { Double($0) / 1e6 } ?? 0)
        let written = Dictionary(grouping: truth.rows, by: \.writer).mapValues { Set($0.map(\.number)) }
        for process in check.processes {
            for event in process.events {
                switch event {
                case .read: reads += 1
                case .write: writes += 1
                case .unknown(let number, _, _, _):
                    unknown += 1
                    if written[process.name]?.contains(number) == true { unknownCommitted += 1 }
                case .refused: failures += 1
                case .failed(let text):
                    failures += 1
                    reasons[String(text.prefix(60)), default: 0] += 1
                case .invalidated(_, true, _, _): invalidations += 1
                case .unreachable: self.faults["network", default: 0] += 1
                case .invalidated, .reachable: break
                }
            }
        }
        unreported = truth.rows.count - writes - unknownCommitted
    }
}
