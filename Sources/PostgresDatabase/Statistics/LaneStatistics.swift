import Postgres
import Synchronization

/// The lanes at one instant.
public struct LaneStatistics: Sendable, Equatable {
    /// Lanes that take reads, and the most there may be.
    public var open = 0
    public var maximum = 0
    /// Reads that wait on a lane or are under way.
    public var depth = 0

    /// Since the database was made: reads that were sent, in how many batches.
    public var requests = 0
    public var batches = 0
    /// Reads that were sent again because an error of another one in their batch had aborted them.
    public var resent = 0
    /// Reads that were under way for too long and were given to leased connections.
    public var rerouted = 0

    /// Reads a batch, on average.
    public var batchSize: Double { batches == 0 ? 0 : Double(requests) / Double(batches) }
}

extension LaneStatistics: CustomStringConvertible {
    public var description: String {
        guard maximum > 0 else { return "off" }
        let each = (batchSize * 10).rounded() / 10
        return """
            \(open) of \(maximum) open, \(depth) reads under way; \(requests) reads in \(batches) batches (\(each) each), \
            \(resent) sent again, \(rerouted) rerouted
            """
    }
}

extension LaneSet {
    var statistics: LaneStatistics { statistics(with: {}).0 }

    /// - Parameter others: figures of the same instant.
    func statistics<Other: Sendable>(with others: () -> Other) -> (LaneStatistics, Other) {
        let (lanes, leaving, ended, maximum, other) = contents.withLock { contents in
            (contents.roster.lanes, contents.leaving, contents.counts, contents.roster.limits.maximum, others())
        }
        var counts = ended
        for lane in lanes + leaving { counts += lane.counts }
        let statistics = LaneStatistics(
            open: lanes.count, maximum: maximum, depth: (lanes + leaving).reduce(0) { $0 + $1.load.depth },
            requests: counts.requests, batches: counts.batches, resent: counts.resent, rerouted: counts.rerouted)
        return (statistics, other)
    }
}
