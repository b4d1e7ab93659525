/// Exact LRU over the numbered keys of a trace. Constant time a request.
public struct RecencyCache: Sendable {
    public static func hits(_ trace: CacheTrace, capacity: Int) -> Int {
        var slots = Array(repeating: Slot(), count: trace.distinct)
        var list = SlotList()
        var hits = 0
        for key in trace.keys {
            if slots[Int(key)].segment == .window {
                hits += 1
                list.moveToFront(key, in: &slots)
                continue
            }
            slots[Int(key)].segment = .window
            list.prepend(key, in: &slots)
            guard list.count > capacity else { continue }
            slots[Int(list.last)].segment = .free
            list.remove(list.last, in: &slots)
        }
        return hits
    }
}
