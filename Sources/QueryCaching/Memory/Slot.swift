/// What the policy knows of one entry, besides its `SlotUsage`: 32 bytes.
struct Slot: Sendable {
    enum Segment: UInt8, Sendable {
        case free, window, probation, protected
    }

    var hash: UInt64 = 0
    /// Neighbours in the segment's list, towards the most and the least recently used; -1 at its ends.
    var previous: Int32 = -1
    var next: Int32 = -1
    var weight: UInt32 = 0
    /// The square root of the load time, see `LoadCost`.
    var cost: Float = 1
    var segment = Segment.free
}
