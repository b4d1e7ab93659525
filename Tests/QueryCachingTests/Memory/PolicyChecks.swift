import Testing

@testable import QueryCaching

extension WindowTinyLFU {
    /// Checks that lists, table and weights agree. Linear time.
    func check(_ location: SourceLocation = #_sourceLocation) {
        var seen = Set<Int32>()
        for (list, segment) in [
            (recent, Slot.Segment.window), (probation, .probation), (protected, .protected),
        ] {
            var (index, previous, weight, count) = (list.first, Int32(-1), 0, 0)
            while index >= 0, count <= slots.count {
                let slot = slots[Int(index)]
                #expect(slot.segment == segment && slot.previous == previous, sourceLocation: location)
                #expect(seen.insert(index).inserted, sourceLocation: location)
                #expect(self.slot(for: slot.hash) { $0 == Int(index) } == index, sourceLocation: location)
                weight += Int(slot.weight)
                count += 1
                (previous, index) = (index, slot.next)
            }
            #expect(list.last == previous && list.weight == weight && list.count == count, sourceLocation: location)
        }
        #expect(usages.count { !$0.isFree } == seen.count, sourceLocation: location)
        #expect(slots.count { $0.segment != .free } == seen.count, sourceLocation: location)
        #expect(weight <= capacity, sourceLocation: location)
    }
}

extension MemoryTier {
    /// Checks all shards; see `WindowTinyLFU.check`.
    func check(_ location: SourceLocation = #_sourceLocation) {
        for shard in shards {
            shard.state.withLock { state in
                state.policy.check(location)
                #expect(state.entries.count == state.policy.slots.count, sourceLocation: location)
                for (entry, usage) in zip(state.entries, state.policy.usages) {
                    #expect((entry == nil) == usage.isFree, sourceLocation: location)
                }
            }
        }
    }
}
