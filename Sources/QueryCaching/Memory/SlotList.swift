/// One of the policy's lists, most recently used first. The links are in the slots.
struct SlotList: Sendable {
    private(set) var first: Int32 = -1
    private(set) var last: Int32 = -1
    private(set) var count = 0
    private(set) var weight = 0

    mutating func prepend(_ index: Int32, in slots: inout [Slot]) {
        slots[Int(index)].previous = -1
        slots[Int(index)].next = first
        if first >= 0 { slots[Int(first)].previous = index } else { last = index }
        first = index
        count += 1
        weight += Int(slots[Int(index)].weight)
    }

    mutating func append(_ index: Int32, in slots: inout [Slot]) {
        slots[Int(index)].previous = last
        slots[Int(index)].next = -1
        if last >= 0 { slots[Int(last)].next = index } else { first = index }
        last = index
        count += 1
        weight += Int(slots[Int(index)].weight)
    }

    mutating func remove(_ index: Int32, in slots: inout [Slot]) {
        let (previous, next) = (slots[Int(index)].previous, slots[Int(index)].next)
        if previous >= 0 { slots[Int(previous)].next = next } else { first = next }
        if next >= 0 { slots[Int(next)].previous = previous } else { last = previous }
        count -= 1
        weight -= Int(slots[Int(index)].weight)
    }

    mutating func moveToFront(_ index: Int32, in slots: inout [Slot]) {
        guard index != first else { return }
        remove(index, in: &slots)
        prepend(index, in: &slots)
    }

    /// An entry of this list has another weight now.
    mutating func reweigh(_ index: Int32, to weight: UInt32, in slots: inout [Slot]) {
        self.weight += Int(weight) - Int(slots[Int(index)].weight)
        slots[Int(index)].weight = weight
    }

    /// An entry of this list has gone to another slot: its links there are right already.
    mutating func relocate(to new: Int32, in slots: inout [Slot]) {
        let (previous, next) = (slots[Int(new)].previous, slots[Int(new)].next)
        if previous >= 0 { slots[Int(previous)].next = new } else { first = new }
        if next >= 0 { slots[Int(next)].previous = new } else { last = new }
    }

    /// All slots were renumbered.
    mutating func renumber(_ numbers: [Int32]) {
        if first >= 0 { first = numbers[Int(first)] }
        if last >= 0 { last = numbers[Int(last)] }
    }
}
