/// Which entries stay: W-TinyLFU (Einziger, Friedman, Manes: *TinyLFU: A Highly Efficient Cache Admission Policy*,
/// 2017, §4) over weights and load costs. It knows hashes and slots, neither keys nor values.
///
/// New entries enter the window, an LRU list. What leaves the window is a candidate for the main part, a segmented LRU
/// list: probation, and, for four fifths of it, protected entries, which were asked for again. When the cache is full,
/// a candidate has to be worth more than those it would displace; see `makeRoom`.
///
/// Entries change their places when room is needed, not when they are asked for: the last of a list that was asked for
/// since it came there goes to the front, or from probation to protected, instead of leaving (a second chance, as in
/// CLOCK; Corbató 1969).
///
/// The frequency of a resident entry is exact, up to 15, and stands beside its slot: a hit touches that byte, not the
/// sketch. The sketch remembers those that are not resident. Both age together.
///
/// The slots are a hash table, see `WindowTinyLFU+Slots`. Memory: 34 bytes a slot, of which 35 to 70 % are in use, and
/// 32 to 64 bytes an entry for the sketch.
struct WindowTinyLFU: Sendable {
    private static let protectedPermille = 800
    /// Requests between two halvings, for each entry (§3.3: *W/C*).
    private static let agingFactor = 10
    private static let leastSketch = 64
    static let leastSlots = 16

    // First what a hit needs: see `MemoryShardState`.
    private var requestsUntilAging = Self.agingFactor * Self.leastSketch
    /// By slot.
    var usages = Array(repeating: SlotUsage.free, count: Self.leastSlots)

    let capacity: Int
    var window: CacheWindow { didSet { divide() } }
    private(set) var windowCapacity = 0
    private(set) var protectedCapacity = 0

    var slots = Array(repeating: Slot(), count: Self.leastSlots)
    var recent = SlotList()
    var probation = SlotList()
    var protected = SlotList()

    var sketch = FrequencySketch(entries: Self.leastSketch)
    var generator: SplitMix64

    init(capacity: Int, window: CacheWindow, seed: UInt64) {
        self.capacity = capacity
        self.window = window
        generator = SplitMix64(seed: seed)
        divide()
    }

    private mutating func divide() {
        windowCapacity = min(max(capacity * window.permille / 1000, 1), capacity)
        protectedCapacity = (capacity - windowCapacity) * Self.protectedPermille / 1000
    }

    var count: Int { recent.count + probation.count + protected.count }
    var weight: Int { recent.weight + probation.weight + protected.weight }

    // MARK: Requests

    /// A request for an entry that is here. Constant time: it touches one byte, and writes none if the entry is asked
    /// for often.
    @inline(__always)
    mutating func hit(_ index: Int32) {
        if !usages[Int(index)].isHot { usages[Int(index)].touch() }
        requestsUntilAging -= 1
        if requestsUntilAging <= 0 { age() }
    }

    /// A request for a key that has no entry.
    mutating func miss(_ hash: UInt64) {
        sketch.record(hash)
        requestsUntilAging -= 1
        if requestsUntilAging <= 0 { age() }
    }

    private mutating func age() {
        sketch.halve()
        for index in usages.indices { usages[index].halve() }
        requestsUntilAging = Self.agingFactor * max(count, Self.leastSketch)
    }

    // MARK: Entries

    /// A new entry, in the window. The cache may be too heavy until `makeRoom` is called. There must be a free slot:
    /// see `grow`.
    mutating func insert(_ hash: UInt64, weight: UInt32, cost: Float) -> Int32 {
        let index = freeSlot(hash)
        slots[Int(index)].hash = hash
        slots[Int(index)].weight = weight
        slots[Int(index)].cost = cost
        usages[Int(index)] = SlotUsage(hash: hash, frequency: max(sketch.estimate(hash), 1))
        if Int(weight) > windowCapacity {
            // The first to leave: it must not drive all others out of the window.
            slots[Int(index)].segment = .window
            recent.append(index, in: &slots)
        } else {
            put(index, first: .window)
        }
        if count > sketch.entries { sketch.grow() }
        return index
    }

    /// Makes the slot free; its frequency goes to the sketch.
    ///
    /// - Parameter moved: is called for each entry that goes to another slot, with the old one and the new one.
    mutating func release(_ index: Int32, _ moved: (Int32, Int32) -> Void) {
        unlink(index)
        sketch.raise(slots[Int(index)].hash, to: usages[Int(index)].frequency)
        vacate(index, moved)
    }

    mutating func reweigh(_ index: Int32, weight: UInt32, cost: Float) {
        slots[Int(index)].cost = cost
        switch slots[Int(index)].segment {
        case .window: recent.reweigh(index, to: weight, in: &slots)
        case .probation: probation.reweigh(index, to: weight, in: &slots)
        case .protected: protected.reweigh(index, to: weight, in: &slots)
        case .free: break
        }
    }

    /// All entries leave; what is known of frequencies stays.
    mutating func releaseAll() {
        for (slot, usage) in zip(slots, usages) where !usage.isFree { sketch.raise(slot.hash, to: usage.frequency) }
        slots = Array(repeating: Slot(), count: Self.leastSlots)
        usages = Array(repeating: .free, count: Self.leastSlots)
        (recent, probation, protected) = (SlotList(), SlotList(), SlotList())
    }

    // MARK: Lists

    private mutating func unlink(_ index: Int32) {
        switch slots[Int(index)].segment {
        case .window: recent.remove(index, in: &slots)
        case .probation: probation.remove(index, in: &slots)
        case .protected: protected.remove(index, in: &slots)
        case .free: break
        }
    }

    private mutating func put(_ index: Int32, first segment: Slot.Segment) {
        slots[Int(index)].segment = segment
        usages[Int(index)].settle()
        switch segment {
        case .window: recent.prepend(index, in: &slots)
        case .probation: probation.prepend(index, in: &slots)
        case .protected: protected.prepend(index, in: &slots)
        case .free: break
        }
    }

    mutating func move(_ index: Int32, to segment: Slot.Segment) {
        unlink(index)
        put(index, first: segment)
    }
}
