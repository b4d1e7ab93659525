import Postgres
import Synchronization

/// A value on its way to the metrics system.
struct Measurement: Sendable {
    /// What it is of, when it isn't an operation.
    enum Fixed: UInt32 {
        case createTime = 1
        case waitTime
        case useTime
        case laneBatch
    }

    var nanoseconds: Int64
    /// Rows of a result, or requests of a batch.
    var count: UInt32 = 0
    /// A number of `Fixed` or of the `SeriesTable`.
    var series: UInt32
}

/// Measurements between those who make them and the one that hands them over.
///
/// Each thread has a shard that is mostly its own. Adding takes no memory and never waits: when a shard is being used or
/// is full the next one is tried, and when all are the measurement is lost, and counted.
final class MeasurementBuffer: Sendable {
    private final class Shard: Sendable {
        let values: Mutex<[Measurement]>

        init(capacity: Int) {
            var empty: [Measurement] = []
            empty.reserveCapacity(capacity)
            values = Mutex(empty)
        }
    }

    private let shards: [Shard]
    private let capacity: Int
    private let lost = Atomic(0)

    /// - Parameters:
    ///   - shards: a power of two.
    ///   - capacity: of each.
    init(shards: Int, capacity: Int) {
        self.shards = (0..<shards).map { _ in Shard(capacity: capacity) }
        self.capacity = capacity
    }

    func add(_ measurement: Measurement) {
        let own = ThreadNumber.current
        for offset in 0..<shards.count {
            let isIn = shards[(own &+ offset) & (shards.count - 1)].values.withLockIfAvailable { values in
                guard values.count < capacity else { return false }
                values.append(measurement)
                return true
            }
            if isIn == true { return }
        }
        lost.wrappingAdd(1, ordering: .relaxed)
    }

    /// Takes everything out. By one caller at a time.
    ///
    /// - Parameter spare: an empty array, whose memory the buffer uses from then on.
    /// - Returns: how many were lost since the last time.
    func drain(_ spare: inout [Measurement], _ body: (Measurement) -> Void) -> Int {
        spare.reserveCapacity(capacity)
        for shard in shards {
            shard.values.withLock { swap(&$0, &spare) }
            for measurement in spare { body(measurement) }
            spare.removeAll(keepingCapacity: true)
        }
        return lost.exchange(0, ordering: .relaxed)
    }
}
