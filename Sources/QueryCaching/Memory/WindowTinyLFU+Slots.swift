/// The slots as an open-addressing hash table with linear probing: an entry's slot is the first free one from the place
/// on that its hash says. So a request finds the entry itself where it looks first, and follows no index.
///
/// Removing moves the entries that follow back (Knuth: *The Art of Computer Programming*, vol. 3, §6.4, algorithm R):
/// there are no tombstones, and the table never has to be cleaned. At most 70 % of the slots are in use.
extension WindowTinyLFU {
    @inline(__always)
    private func home(_ hash: UInt64) -> Int { Int(hash >> 32) & (usages.count - 1) }

    /// The slot for a hash among those whose tags agree, as `isMatch` decides; -1 when there is none.
    @inline(__always)
    func slot(for hash: UInt64, where isMatch: (Int) -> Bool) -> Int32 {
        let tag = SlotUsage.tag(hash)
        let mask = usages.count &- 1
        var index = Int(hash >> 32) & mask
        while true {
            let usage = usages[index]
            if usage.tag == tag, isMatch(index) { return Int32(truncatingIfNeeded: index) }
            if usage.isFree { return -1 }
            index = (index &+ 1) & mask
        }
    }

    func freeSlot(_ hash: UInt64) -> Int32 {
        var index = home(hash)
        while !usages[index].isFree { index = (index + 1) & (usages.count - 1) }
        return Int32(index)
    }

    /// Makes room for another entry.
    ///
    /// - Returns: the new number of each slot if they were renumbered, -1 for a free one. Then it took time linear in
    ///   the number of entries; amortised over all entries it is constant.
    mutating func grow() -> [Int32]? {
        guard (count + 1) * 10 > slots.count * 7 else { return nil }
        let (oldSlots, oldUsages) = (slots, usages)
        slots = Array(repeating: Slot(), count: oldSlots.count * 2)
        usages = Array(repeating: .free, count: oldSlots.count * 2)
        var numbers = [Int32](repeating: -1, count: oldSlots.count)
        for old in oldSlots.indices where !oldUsages[old].isFree {
            let new = freeSlot(oldSlots[old].hash)
            numbers[old] = new
            slots[Int(new)] = oldSlots[old]
            usages[Int(new)] = oldUsages[old]
        }
        for new in numbers where new >= 0 {
            let (previous, next) = (slots[Int(new)].previous, slots[Int(new)].next)
            if previous >= 0 { slots[Int(new)].previous = numbers[Int(previous)] }
            if next >= 0 { slots[Int(new)].next = numbers[Int(next)] }
        }
        recent.renumber(numbers)
        probation.renumber(numbers)
        protected.renumber(numbers)
        return numbers
    }

    /// Frees a slot that is in no list, and moves others so that each is found again.
    mutating func vacate(_ index: Int32, _ moved: (Int32, Int32) -> Void) {
        let mask = usages.count - 1
        var hole = Int(index)
        var position = hole
        while true {
            position = (position + 1) & mask
            if usages[position].isFree { break }
            // It may fill the hole unless its home lies after the hole.
            guard (position &- home(slots[position].hash)) & mask >= (position &- hole) & mask else { continue }
            slots[hole] = slots[position]
            usages[hole] = usages[position]
            relink(Int32(hole))
            moved(Int32(position), Int32(hole))
            hole = position
        }
        slots[hole] = Slot()
        usages[hole] = .free
    }

    private mutating func relink(_ index: Int32) {
        switch slots[Int(index)].segment {
        case .window: recent.relocate(to: index, in: &slots)
        case .probation: probation.relocate(to: index, in: &slots)
        case .protected: protected.relocate(to: index, in: &slots)
        case .free: break
        }
    }
}
