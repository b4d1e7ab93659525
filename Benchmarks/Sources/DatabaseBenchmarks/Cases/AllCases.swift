import BenchmarkReport

typealias Case = BenchmarkReport.Case<BenchmarkServer>
typealias Round = BenchmarkReport.Round<BenchmarkServer>

extension Case {
    static var all: [Case] {
        [
            laneReads, laneReadsShared, laneReadsMetrics, leaseReads, leaseReadsShared, latencyLane, latencyLaneShared,
            latencyLease, latencyLeaseShared, transactions, crowd200, crowd2000, stream, copyOut, copyIn, headOfLine,
            acquire1, acquire200, allocationsLane, allocationsLease,
        ]
    }
}

extension Round {
    /// Passes over the wide table, the same for both sides.
    var passes: Int { max(1, Int(duration.inSeconds * 4)) }
}
