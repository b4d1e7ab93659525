import Postgres
import Synchronization

/// The lanes at one instant.
public struct LaneStatistics: Sendable, Equatable {
    /// Lanes that take reads, and the most there may be.
    public var open: Int
    public var maximum: Int
    /// Reads that wait on a lane or are under way.
    public var depth: Int

    /// Since the database was made: reads that were sent, in how many batches.
    public var requests: Int
    public var batches: Int
    /// Reads that were sent again because an error of another one in their batch had aborted them.
    public var resent: Int
    /// Reads that were under way for too long and were given to leased connections.
    public var rerouted: Int

    /// Reads a batch, on average.
    public var batchSize: Double { batches == 0 ? 0 : Double(requests) / Double(batches) }
}

extension LaneSet {
    var statistics: LaneStatistics {
        let (lanes, leaving, ended, maximum) = contents.withLock { contents in
            (contents.roster.lanes, contents.leaving, contents.counts, contents.roster.limits.maximum)
        }
        var counts = ended
        for lane in lanes + leaving { counts += lane.counts }
        return LaneStatistics(
            open: lanes.count, maximum: maximum, depth: (lanes + leaving).reduce(0) { $0 + $1.load.depth },
            requests: counts.requests, batches: counts.batches, resent: counts.resent, rerouted: counts.rerouted)
    }
}
