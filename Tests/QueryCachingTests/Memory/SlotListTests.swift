import Testing

@testable import QueryCaching

@Suite struct SlotListTests {
    private func order(_ list: SlotList, _ slots: [Slot]) -> [Int32] {
        var (order, index) = ([Int32](), list.first)
        while index >= 0 {
            order.append(index)
            index = slots[Int(index)].next
        }
        return order
    }

    private func backwards(_ list: SlotList, _ slots: [Slot]) -> [Int32] {
        var (order, index) = ([Int32](), list.last)
        while index >= 0 {
            order.append(index)
            index = slots[Int(index)].previous
        }
        return order
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64]) func itBehavesAsAnArrayDoes(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        var slots = (0..<40).map { Slot(weight: UInt32($0 + 1)) }
        var list = SlotList()
        var model: [Int32] = []

        for _ in 0..<2000 {
            let index = Int32.random(in: 0..<40, using: &generator)
            if !model.contains(index) {
                if Bool.random(using: &generator) {
                    list.prepend(index, in: &slots)
                    model.insert(index, at: 0)
                } else {
                    list.append(index, in: &slots)
                    model.append(index)
                }
            } else if Bool.random(using: &generator) {
                list.moveToFront(index, in: &slots)
                model.removeAll { $0 == index }
                model.insert(index, at: 0)
            } else {
                list.remove(index, in: &slots)
                model.removeAll { $0 == index }
            }
            #expect(order(list, slots) == model)
            #expect(backwards(list, slots) == model.reversed())
            #expect(list.count == model.count)
            #expect(list.weight == model.reduce(0) { $0 + Int(slots[Int($1)].weight) })
        }
    }
}
